/* labelf/queue.hpp - completion queues: settled calls for an event loop. Part of labelf.hpp. */
#ifndef LABELF_QUEUE_HPP
#define LABELF_QUEUE_HPP

#include <labelf/call.hpp>

LABELF_BEGIN

/// Gives out the calls that were enqueued with it, of any number of clients, as they are settled.
/// An event loop has one of its own and watches fd(); a thread without one waits in next(). When it
/// ends, calls that it has not given out are given up.
class queue {
  public:
    /// No queue: what is enqueued with it is refused.
    queue() noexcept = default;
    /// Takes a file descriptor.
    static expected<queue> try_make() {
        labelf_error *problem = nullptr;
        queue made;
        made.handle_.reset(labelf_queue_new(&problem));
        const status code = made.handle_ ? LABELF_OK
                            : problem    ? labelf_error_code(problem)
                                         : LABELF_ERROR_MEMORY;
        return detail::settle(code, std::move(made), problem);
    }
#if LABELF_EXCEPTIONS
    static queue make() {
        return try_make().value();
    }
#endif
    /// The next settled call, after up to so long (zero: only looks; below: as long as it takes);
    /// no call if there is none by then.
    any_call next(milliseconds timeout = milliseconds(0)) noexcept {
        return any_call(labelf_queue_next(handle_.get(), timeout.count()));
    }
    /// Readable (POLLIN) while next() has something to give. Watch it, and neither read nor close
    /// it. -1 for no queue.
    int fd() const noexcept {
        return labelf_queue_fd(handle_.get());
    }
    labelf_queue *get() const noexcept {
        return handle_.get();
    }

  private:
    detail::handle<labelf_queue, labelf_queue_free> handle_;
};

LABELF_END

#endif
