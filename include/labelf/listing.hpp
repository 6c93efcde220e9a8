/* labelf/listing.hpp - what a client is asked about models and datasets, and any other request.
 * Part of labelf.hpp. */
#ifndef LABELF_LISTING_HPP
#define LABELF_LISTING_HPP

#include <labelf/item.hpp>
#include <labelf/similarity.hpp>

LABELF_BEGIN
namespace detail {

/// The part of `client` that lists, and looks things up.
class listing : public comparing {
  public:
    /// Begins a list. `path` is "/models", "/datasets", "/datasets/ID/records", or that of another
    /// endpoint that is paged alike.
    expected<cursor> try_list(const std::string &path, const list_options &options = {}) {
        labelf_list_options given = LABELF_LIST_OPTIONS_INIT;
        given.start = options.start;
        given.page_size = options.page_size;
        given.lane = options.lane;
        given.timeout_ms = options.timeout.count();
        labelf_cursor *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_list(handle_.get(), c_string(path), &given, &got, &problem);
        return settle(code, cursor(got), problem);
    }
    /// One model, with its labels.
    expected<item> try_model(std::int64_t model, const request_options &options = {}) {
        const labelf_request_options given = convert(options);
        labelf_item *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_model(handle_.get(), model, &given, &got, &problem);
        return settle(code, item(got), problem);
    }
    /// One dataset, by its id as it is.
    expected<item> try_dataset(const std::string &id, const request_options &options = {}) {
        const labelf_request_options given = convert(options);
        labelf_item *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_dataset(handle_.get(), c_string(id), &given, &got, &problem);
        return settle(code, item(got), problem);
    }
    /// One request for an endpoint that there is no function for; see labelf_request. `json` may be
    /// empty.
    expected<response> try_request(const std::string &method, const std::string &path,
                                   const std::string &json = {},
                                   const request_options &options = {}) {
        const labelf_request_options given = convert(options);
        const char *body = json.empty() ? nullptr : c_string(json);
        if (!body && !json.empty())
            body = ""; // which is no JSON, as little as what has a NUL inside
        labelf_response *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_request(handle_.get(), c_string(method), c_string(path), body,
                                           &given, &got, &problem);
        return settle(code, response(got), problem);
    }

#if LABELF_EXCEPTIONS
    cursor list(const std::string &path, const list_options &options = {}) {
        return try_list(path, options).value();
    }
    item model(std::int64_t model, const request_options &options = {}) {
        return try_model(model, options).value();
    }
    item dataset(const std::string &id, const request_options &options = {}) {
        return try_dataset(id, options).value();
    }
    response request(const std::string &method, const std::string &path,
                     const std::string &json = {}, const request_options &options = {}) {
        return try_request(method, path, json, options).value();
    }
#endif

  private:
    static labelf_request_options convert(const request_options &options) noexcept {
        labelf_request_options given = LABELF_REQUEST_OPTIONS_INIT;
        given.lane = options.lane;
        given.timeout_ms = options.timeout.count();
        given.once = options.once;
        return given;
    }
};

} // namespace detail
LABELF_END

#endif
