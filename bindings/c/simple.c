/* The simple case: classify a few texts with one call. Reads LABELF_API_KEY and LABELF_BASE_URL. */
#include <labelf.h>
#include <stdio.h>

int main(void) {
    const labelf_text texts[] = {
        labelf_text_from("Where is my parcel? It should have been here on Monday."),
        labelf_text_from("I was charged twice for the same order, please refund one."),
        labelf_text_from("Tack för snabb hjälp, allt fungerar nu!"),
    };
    const size_t count = sizeof texts / sizeof texts[0];
    labelf_client *client = NULL;
    labelf_result *result = NULL;
    labelf_error *error = NULL;

    labelf_config *config = labelf_config_new();
    if (labelf_config_from_environment(config, &error) == LABELF_OK)
        client = labelf_client_new(config, &error);
    if (client)
        labelf_classify(client, 1, texts, count, NULL, &result, &error);

    for (size_t i = 0; i < labelf_result_count(result); i++) {
        const char *label = labelf_result_label(result, i, 0);
        const char *problem = labelf_error_message(labelf_result_error(result, i));
        printf("%-20s %3.0f%%  %s\n", label ? label : problem,
               100 * labelf_result_confidence(result, i, 0), texts[i].data);
    }

    const int failed = error != NULL;
    if (failed)
        fprintf(stderr, "%s\n%s\n", labelf_error_message(error), labelf_error_fix(error));
    labelf_error_free(error);
    labelf_result_free(result);
    labelf_client_free(client);
    labelf_config_free(config);
    return failed;
}
