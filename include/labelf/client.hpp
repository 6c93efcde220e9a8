/* labelf/client.hpp - the client, of the parts that the other headers have. Part of labelf.hpp. */
#ifndef LABELF_CLIENT_HPP
#define LABELF_CLIENT_HPP

#include <labelf/listing.hpp>

LABELF_BEGIN

/// A client: thread-safe, with one thread of its own. Make one, and keep it. When it ends, what is
/// under way is settled with LABELF_ERROR_CLOSED; calls and results outlive it. What it is asked is
/// in classify.hpp, similarity.hpp and
/// listing.hpp.
///
/// Each function is there twice: try_x returns an error as a value, and x throws it. Those that
/// throw are not there where exceptions are off. Either may throw std::bad_alloc, and nothing else.
///
/// classify and similarity block. start gives a call to wait on; with a callback, a function object
/// that takes an expected<result> (or matches), that is called on the client's own thread, once,
/// and shall not linger; what it throws is kept for any_call::callback_exception. enqueue is for an
/// event loop: once the call is settled, fd() is readable, and next() gives it out. Texts are
/// copied by all but those that block.
class client : public detail::listing {
  public:
    /// No client: every call of it is refused.
    client() noexcept = default;
    client(client &&) noexcept = default;
    client &operator=(client &&other) noexcept {
        client(std::move(other)).swap(*this);
        return *this;
    }
    void swap(client &other) noexcept {
        handle_.swap(other.handle_);
    }
    /// Does not touch the network. The configuration is read, not kept.
    static expected<client> try_make(const config &options) {
        labelf_error *problem = nullptr;
        client made;
        made.handle_.reset(labelf_client_new(options.get(), &problem));
        const status code = made.handle_ ? LABELF_OK
                            : problem    ? labelf_error_code(problem)
                                         : LABELF_ERROR_MEMORY;
        return detail::settle(code, std::move(made), problem);
    }
#if LABELF_EXCEPTIONS
    explicit client(const config &options) : client(try_make(options).value()) {
    }
#endif
    /// What it takes to classify so many different good texts with a plan, when none of it is used:
    /// "starter", "growth", or a number of requests a minute.
    static expected<labelf_cost> try_estimate_for(const std::string &plan, std::size_t count) {
        return cost_of([&](labelf_cost *cost, labelf_error **problem) {
            return labelf_estimate(nullptr, nullptr, count, detail::c_string(plan), cost,
                                   sizeof *cost, problem);
        });
    }
    /// The same for a comparison.
    static expected<labelf_cost> try_estimate_for(const std::string &plan, std::size_t base_count,
                                                  std::size_t compared_count) {
        return cost_of([&](labelf_cost *cost, labelf_error **problem) {
            return labelf_estimate_similarity(nullptr, base_count, compared_count,
                                              detail::c_string(plan), cost, sizeof *cost, problem);
        });
    }
};

/// What it takes to classify so many different good texts with a plan; see
/// client::try_estimate_for.
inline expected<labelf_cost> try_estimate(std::size_t count, const std::string &plan) {
    return client::try_estimate_for(plan, count);
}
/// The same for a comparison.
inline expected<labelf_cost> try_estimate_similarity(std::size_t base_count,
                                                     std::size_t compared_count,
                                                     const std::string &plan) {
    return client::try_estimate_for(plan, base_count, compared_count);
}
#if LABELF_EXCEPTIONS
inline labelf_cost estimate(std::size_t count, const std::string &plan) {
    return try_estimate(count, plan).value();
}
inline labelf_cost estimate_similarity(std::size_t base_count, std::size_t compared_count,
                                       const std::string &plan) {
    return try_estimate_similarity(base_count, compared_count, plan).value();
}
#endif

LABELF_END

#endif
