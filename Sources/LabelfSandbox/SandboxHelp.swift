/// The long part of `labelf-sandbox --help`.
enum SandboxHelp {
    static let discussion = """
        When it is ready it prints these lines to standard output and nothing after them; the second one only with \
        --client-id:

          url http://127.0.0.1:PORT/v2
          token_url http://127.0.0.1:PORT/oauth2/token
          key lbl_sk_...

        It stops on SIGTERM and SIGINT.

        \(workspace)

        \(control)

        \(faults)
        """

    private static let workspace = """
        Models 1 (contact reason), 2 (sentiment) and 3 (language) answer; 4 is archived and 5 is not deployed. \
        Dataset ds_messages has some hundreds of records, ds_processing is processing for ever, \
        \(DatasetCatalog.emptyID) is empty, and ds_import_1 and so on are what --import brought. GET /openapi.json \
        describes all paths under /v2, and needs no key.
        """

    private static let control = """
        These need no key, take no permit and are not in the report:

          GET /sandbox/report           requested, granted, refused and billed
          GET /sandbox/report?texts=1   the same, and up to 10,000 texts
          DELETE /sandbox/report        starts the report anew
          POST /sandbox/faults          replaces the fault script by the body
          DELETE /sandbox/faults        empties it
          DELETE /sandbox/tokens        lets every access token expire now
          DELETE /sandbox/quota         begins a new billing period
          POST /sandbox/datasets/ID/records      inserts records (see below)
          DELETE /sandbox/datasets/ID/records/N  takes out the one at N

        The body of an insertion is {"position":N,"records":[{"text":"..."}]}; positions are counted from 0, and without \
        one the records come at the end.
        """

    private static let faults = """
        A fault script is a JSON array of rules, each of them

          {"match":{"path":"...","text":"..."},
           "after":N,"nth":N,"every":N,"times":N,"do":{...}}

        All but "do" may be left out. "path" is a part of the method, path and query, as in "POST /v2/models/1", "text" a \
        part of one of the texts; "after" \
        lets that many matching requests pass, "nth" strikes one of the rest, "every" each multiple, "times" at most so \
        many. The first rule that strikes decides. Only requests that were let in are struck, and requests for a token. \
        "do" may hold:

          stall_ms N                    waits before the answer
          status N                      answers 100 to 999 instead of working
          redirect URL                  answers 307
          bomb_bytes N                  answers gzip that unpacks to N bytes
          count -1, 1                   one item too few, or too many
          wrong_types true              numbers for strings, and back
          reorder true                  items in the opposite order
          retry_after N                 Retry-After, -86400 to 86400 s from now
          retry_after_form FORM         seconds, date, rfc850 or asctime
          body TEXT, headers {...}      instead of the real ones
          raw_headers [LINE...]         among the headers, however malformed
          headers_bytes N               a header of N bytes
          truncate true                 half of the body, but whole for HTTP
          garbage true, "body", "http"  not JSON, or not even HTTP
          reset true                    a TCP reset instead of the answer
          close "before", "within"      ends the connection before or amid it
          drip_ms N                     16 bytes at a time, with this pause
        """
}
