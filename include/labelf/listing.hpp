/* labelf/listing.hpp - what a client is asked about models and datasets, and any other request.
 * Part of labelf.hpp. */
#ifndef LABELF_LISTING_HPP
#define LABELF_LISTING_HPP

#include <labelf/client.hpp>

LABELF_BEGIN
namespace detail {

inline labelf_request_options convert(const request_options &options) noexcept {
    labelf_request_options given = LABELF_REQUEST_OPTIONS_INIT;
    given.lane = options.lane;
    given.deadline_ms = deadline_ms(options.deadline);
    given.flags = options.once ? LABELF_REQUEST_ONCE : 0;
    return given;
}

template <class Begin> expected<cursor> begin_list(const list_options &options, Begin begin) {
    labelf_list_options given = LABELF_LIST_OPTIONS_INIT;
    given.start = options.start;
    given.page_size = options.page_size;
    given.lane = options.lane;
    given.deadline_ms = deadline_ms(options.deadline);
    labelf_cursor *got = nullptr;
    labelf_error *problem = nullptr;
    const status code = begin(&given, &got, &problem);
    return settle(code, cursor(got), problem);
}

} // namespace detail

inline expected<cursor> client::try_list_models(const list_options &options) {
    return detail::begin_list(options, [&](const labelf_list_options *given, labelf_cursor **got,
                                           labelf_error **problem) {
        return labelf_list_models(handle_.get(), given, got, problem);
    });
}

inline expected<cursor> client::try_list_datasets(const list_options &options) {
    return detail::begin_list(options, [&](const labelf_list_options *given, labelf_cursor **got,
                                           labelf_error **problem) {
        return labelf_list_datasets(handle_.get(), given, got, problem);
    });
}

inline expected<cursor> client::try_list_records(const std::string &dataset,
                                                 const list_options &options) {
    return detail::begin_list(options, [&](const labelf_list_options *given, labelf_cursor **got,
                                           labelf_error **problem) {
        return labelf_list_records(handle_.get(), detail::c_string(dataset), given, got, problem);
    });
}

inline expected<cursor> client::try_list(const std::string &path, const list_options &options) {
    return detail::begin_list(options, [&](const labelf_list_options *given, labelf_cursor **got,
                                           labelf_error **problem) {
        return labelf_list(handle_.get(), detail::c_string(path), given, got, problem);
    });
}

inline expected<item> client::try_get_model(std::int64_t model, const request_options &options) {
    const labelf_request_options given = detail::convert(options);
    labelf_item *got = nullptr;
    labelf_error *problem = nullptr;
    const status code = labelf_get_model(handle_.get(), model, &given, &got, &problem);
    return detail::settle(code, item(got), problem);
}

inline expected<item> client::try_get_dataset(const std::string &id,
                                              const request_options &options) {
    const labelf_request_options given = detail::convert(options);
    labelf_item *got = nullptr;
    labelf_error *problem = nullptr;
    const status code =
        labelf_get_dataset(handle_.get(), detail::c_string(id), &given, &got, &problem);
    return detail::settle(code, item(got), problem);
}

inline expected<response> client::try_request(const std::string &method, const std::string &path,
                                              const std::string &json,
                                              const request_options &options) {
    const labelf_request_options given = detail::convert(options);
    const char *body = json.empty() ? nullptr : detail::c_string(json);
    if (!body && !json.empty())
        body = ""; // which is no JSON, as little as what has a NUL inside
    labelf_response *got = nullptr;
    labelf_error *problem = nullptr;
    const status code = labelf_request(handle_.get(), detail::c_string(method),
                                       detail::c_string(path), body, &given, &got, &problem);
    return detail::settle(code, response(got), problem);
}

LABELF_END

#endif
