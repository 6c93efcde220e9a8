/* labelf/call.hpp - calls that are under way, and their callbacks. Part of labelf.hpp. */
#ifndef LABELF_CALL_HPP
#define LABELF_CALL_HPP

#include <labelf/matches.hpp>
#include <labelf/result.hpp>

#include <atomic>

LABELF_BEGIN
namespace detail {

/// How a settled call is read as a T.
template <class T> struct settled;
template <> struct settled<result> {
    static expected<result> wait(labelf_call *call, std::int64_t timeout_ms) {
        labelf_result *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_classify_wait(call, timeout_ms, &got, &problem);
        return settle(code, result(got), problem);
    }
};
template <> struct settled<matches> {
    static expected<matches> wait(labelf_call *call, std::int64_t timeout_ms) {
        labelf_matches *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_similarity_wait(call, timeout_ms, &got, &problem);
        return settle(code, matches(got), problem);
    }
};

/// Takes what has ended of a call.
template <class T> struct parts;
template <> struct parts<result> {
    static expected<result> take(labelf_call *call, std::int64_t timeout_ms) {
        labelf_result *got = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_classify_take(call, timeout_ms, &got, &problem);
        return settle(code, result(got), problem);
    }
};

/// A callback with what it was given to hold. The call owns it; once that is let go, it owns itself
/// until it has run.
class listener : public std::enable_shared_from_this<listener> {
  public:
    listener() = default;
    listener(const listener &) = delete;
    listener &operator=(const listener &) = delete;
    virtual ~listener() = default;

    /// What the library calls, on its own thread. Nothing is thrown through it.
    static void on_settled(labelf_call *call, void *data) noexcept {
        // Of its own, because the callback may free the call.
        const std::shared_ptr<listener> self = static_cast<listener *>(data)->shared_from_this();
#if LABELF_EXCEPTIONS
        try {
            self->run(call);
        } catch (...) {
            self->thrown_ = std::current_exception();
        }
#else
        self->run(call);
#endif
        if (self->stage_.exchange(stage::ran) == stage::let_go)
            self->end(call);
    }
    void let_go(labelf_call *call) noexcept {
        itself_ = shared_from_this();
        if (stage_.exchange(stage::let_go) == stage::ran)
            end(call);
    }
    std::exception_ptr thrown() const noexcept {
        return stage_.load() == stage::ran ? thrown_ : nullptr;
    }

  private:
    virtual void run(labelf_call *call) = 0;
    void end(labelf_call *call) noexcept {
        labelf_call_free(call);
        itself_.reset();
    }
    enum class stage { waits, ran, let_go };
    std::atomic<stage> stage_{stage::waits};
    std::exception_ptr thrown_;
    std::shared_ptr<listener> itself_;
};

template <class T, class Function> class listener_for final : public listener {
  public:
    explicit listener_for(Function function) : function_(std::move(function)) {
    }

  private:
    void run(labelf_call *call) override {
        function_(settled<T>::wait(call, 0));
    }
    Function function_;
};

} // namespace detail

/// A call of any kind. Moved, not copied; when it ends, a call that is under way is cancelled. Any
/// number of threads may use it at once, but for moving it.
class any_call {
  public:
    /// No call.
    any_call() noexcept = default;
    explicit any_call(labelf_call *owned,
                      std::shared_ptr<detail::listener> listener = nullptr) noexcept
        : listener_(std::move(listener)), handle_(owned) {
    }
    any_call(any_call &&) noexcept = default;
    any_call &operator=(any_call &&other) noexcept {
        // The call before the callback that it may still make.
        handle_ = std::move(other.handle_);
        listener_ = std::move(other.listener_);
        return *this;
    }
    explicit operator bool() const noexcept {
        return handle_ != nullptr;
    }
    /// Waits until the call is settled, or so long; below zero for as long as it takes. Whether it
    /// is settled. From a callback it does not wait.
    bool wait_for(milliseconds timeout) const noexcept {
        return handle_ &&
               labelf_call_wait(handle_.get(), timeout.count(), nullptr) != LABELF_PENDING;
    }
    bool is_settled() const noexcept {
        return wait_for(milliseconds(0));
    }
    void wait() const noexcept {
        wait_for(milliseconds(-1));
    }
    /// How many of its texts have an outcome by now; all once it is settled. See
    /// labelf_call_progress.
    std::size_t progress() const noexcept {
        return labelf_call_progress(handle_.get());
    }
    /// Gives the call up: texts without an answer end with LABELF_ERROR_CANCELLED. Returns at once.
    void cancel() const noexcept {
        labelf_call_cancel(handle_.get());
    }
    /// Lets a call with a callback go on by itself. Without a callback it is cancelled.
    void detach() noexcept {
        if (handle_ && listener_) {
            const std::shared_ptr<detail::listener> listener = std::move(listener_);
            listener->let_go(handle_.release());
        }
        handle_.reset();
    }
    /// What the callback threw, once it has; nullptr if nothing.
    std::exception_ptr callback_exception() const noexcept {
        return listener_ ? listener_->thrown() : nullptr;
    }
    /// What client::enqueue was given. Not for calls with a callback.
    void *user_data() const noexcept {
        return listener_ ? nullptr : labelf_call_user_data(handle_.get());
    }
    /// Waits, and reads the call as what it is of: a `result` or `matches`. It may be
    /// asked again.
    template <class T> expected<T> try_get_as() const {
        return detail::settled<T>::wait(handle_.get(), -1);
    }
#if LABELF_EXCEPTIONS
    template <class T> T get_as() const {
        return try_get_as<T>().value();
    }
#endif
    labelf_call *get_handle() const noexcept {
        return handle_.get();
    }

  private:
    std::shared_ptr<detail::listener> listener_;
    detail::handle<labelf_call, labelf_call_free> handle_; // ends first
};

/// A call whose result is a T.
template <class T> class call : public any_call {
  public:
    using any_call::any_call;
    /// Waits, and gives the result; LABELF_PENDING in a callback of a call that is not settled.
    expected<T> try_get() const {
        return this->template try_get_as<T>();
    }
    /// Of a classification: takes the texts that have ended since they were last taken, while the
    /// rest goes on; an empty result when all have been taken. Waits so long for the first of them
    /// (below zero: as long as it takes): LABELF_PENDING if there is none by then. Which texts they
    /// are: result::text_index. See labelf_classify_take.
    expected<T> try_take(milliseconds timeout = milliseconds(-1)) const {
        return detail::parts<T>::take(this->get_handle(), timeout.count());
    }
#if LABELF_EXCEPTIONS
    T get() const {
        return try_get().value();
    }
    T take(milliseconds timeout = milliseconds(-1)) const {
        return try_take(timeout).value();
    }
#endif
};

LABELF_END

#endif
