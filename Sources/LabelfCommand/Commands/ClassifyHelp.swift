/// The long part of `labelf classify --help`.
enum ClassifyHelp {
    static let discussion = """
        The output has one line for each row, in the order of the rows:

          {"index":0,"id":7,"predictions":[{"label":"Delivery","confidence":0.9}]}
          {"index":1,"id":8,"error":{"code":"LABELF_ERROR_TEXT_EMPTY", ...}}

        A row whose text cannot be classified has an error, and the others go on. What is nobody's text's fault, such as a \
        wrong key, ends the run; an outage is waited out for a quarter of a minute before it does, unless max_retries is 0.

        CSV output has the input's columns, then label, confidence and error, or label_2 and so on if the input has one of \
        these. Commas are between them, and tabs in a file named .tsv.

        Equal texts are sent, and billed, once, as long as the cache has the answer: cache_bytes is 16 MiB here, which is \
        about 60,000 answers, those that were used last, and cache_seconds a day.

        The key comes from the environment, LABELF_API_KEY. Other options of the library may come from there too, or from \
        --option; the manual, labelf(1), has them all.

        With an output file, whatever ends the run, the same command with --resume goes on where it ended, and gives the \
        file that one run would have given. What it needs for that is in FILE.labelf, until the output is whole. The \
        model, the input and all that decides what the output holds have to be the same; the key, --keep-going and \
        options that only decide how fast it goes may change.

        \(Exit.help)
        """
}
