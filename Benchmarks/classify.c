/* The job through liblabelf: classify TEXTS different texts over CONNECTIONS connections, and read
 * every label and confidence. See floor.c for the same by hand. */
#define _POSIX_C_SOURCE 200809L
#include <labelf.h>

#include "bench.h"

static void classify(labelf_client *client, const bench_job *job, const labelf_text *texts,
                     size_t count) {
    labelf_result *result = NULL;
    labelf_error *error = NULL;
    labelf_columns columns;
    if (labelf_classify(client, job->model, texts, count, NULL, &result, &error) != LABELF_OK)
        bench_fail(error ? labelf_error_message(error) : "some texts failed");
    if (labelf_result_columns(result, &columns, sizeof columns) != LABELF_OK ||
        columns.texts != count || columns.predictions < count)
        bench_fail("answers are missing");
    double sum = 0;
    for (size_t i = 0; i < columns.predictions; i++)
        sum += columns.confidences[i] + columns.label_indices[i];
    if (sum <= 0)
        bench_fail("answers are empty");
    labelf_result_free(result);
}

int main(int count, char **arguments) {
    bench_job job = bench_read_arguments(count, arguments);
    labelf_text *texts = malloc(job.count * sizeof *texts);
    labelf_error *error = NULL;
    labelf_config *config = labelf_config_new();
    char connections[32];
    if (!texts)
        bench_fail("no memory");
    for (size_t i = 0; i < job.count; i++) {
        texts[i].data = job.texts[i].data;
        texts[i].length = job.texts[i].length;
    }
    snprintf(connections, sizeof connections, "%zu", job.connections);
    if (labelf_config_from_environment(config, &error) != LABELF_OK ||
        labelf_config_set(config, "max_connections", connections, &error) != LABELF_OK ||
        labelf_config_set(config, "requests_per_minute", "1000000", &error) != LABELF_OK)
        bench_fail(labelf_error_message(error));
    labelf_client *client = labelf_client_new(config, &error);
    if (!client)
        bench_fail(labelf_error_message(error));

    /* The first round opens the connections and is not measured. */
    const size_t warm = 8 * job.connections < job.count ? 8 * job.connections : job.count;
    classify(client, &job, texts, warm);
    const bench_start start = bench_begin();
    classify(client, &job, texts, job.count);
    bench_end(start, job.count);

    labelf_client_free(client);
    labelf_config_free(config);
    return 0;
}
