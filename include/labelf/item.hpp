/* labelf/item.hpp - items of lists, lists as input ranges, and answers to other requests. Part of
 * labelf.hpp. */
#ifndef LABELF_ITEM_HPP
#define LABELF_ITEM_HPP

#include <labelf/error.hpp>
#include <labelf/range.hpp>

#include <string>

LABELF_BEGIN

/// The strings of a field that is a list: a random access range. A view of the item.
class elements {
  public:
    using iterator = detail::iterator<elements>;

    elements() noexcept = default;
    elements(const labelf_item *item, const char *field) noexcept
        : item_(item), field_(field), size_(labelf_item_count(item, field)) {
    }
    std::size_t size() const noexcept {
        return size_;
    }
    bool empty() const noexcept {
        return size_ == 0;
    }
    /// Element `index`, which has to be below size(): a string, or the `name` of an object; empty
    /// if it is neither.
    std::string_view at(std::size_t index) const noexcept {
        std::size_t length = 0;
        const char *text = labelf_item_element(item_, field_, index, &length);
        return text ? std::string_view(text, length) : std::string_view();
    }
    std::string_view operator[](std::size_t index) const noexcept {
        return at(index);
    }
    iterator begin() const noexcept {
        return {*this, 0};
    }
    iterator end() const noexcept {
        return {*this, size_};
    }

  private:
    const labelf_item *item_ = nullptr;
    const char *field_ = nullptr;
    std::size_t size_ = 0;
};

/// One item of a list, or one model or dataset; its fields are read by the service's own names,
/// which labelf.h lists. Moved, not copied. One thread at a time may use it. What it gives is valid
/// as long as it is.
class item {
  public:
    /// No item: it has no field.
    item() noexcept = default;
    explicit item(labelf_item *owned) noexcept : handle_(owned) {
    }
    /// Whether there is an item; there is none at the end of a list.
    explicit operator bool() const noexcept {
        return handle_ != nullptr;
    }
    std::string_view id() const noexcept {
        return text("id").value_or(std::string_view());
    }
    std::string_view name() const noexcept {
        return text("name").value_or(std::string_view());
    }
    /// A field as text: a string as it is, anything else as JSON. Nothing if there is no such
    /// field, or null in it.
    std::optional<std::string_view> text(const char *field) const noexcept {
        std::size_t length = 0;
        const char *found = labelf_item_text(handle_.get(), field, &length);
        return found ? std::optional<std::string_view>(std::string_view(found, length))
                     : std::nullopt;
    }
    /// A field that is a whole number; `otherwise` if there is none, or it does not fit.
    std::int64_t integer(const char *field, std::int64_t otherwise = 0) const noexcept {
        return labelf_item_integer(handle_.get(), field, otherwise);
    }
    double number(const char *field, double otherwise = 0) const noexcept {
        return labelf_item_number(handle_.get(), field, otherwise);
    }
    /// The strings of a field that is a list; none if it is not. `field` is borrowed.
    labelf::elements elements(const char *field) const noexcept {
        return {handle_.get(), field};
    }
    /// The item as the service wrote it: a JSON object. Ends in NUL.
    std::string_view json() const noexcept {
        std::size_t length = 0;
        const char *document = labelf_item_json(handle_.get(), &length);
        return document ? std::string_view(document, length) : std::string_view();
    }
    const labelf_item *get() const noexcept {
        return handle_.get();
    }

  private:
    detail::handle<labelf_item, labelf_item_free> handle_;
};

/// A list on its way: an input range of its items, each of which is there until the next one is.
/// Moved, not copied, and not while it is iterated. One thread at a time may use it.
class cursor {
  public:
    class iterator {
      public:
        using value_type = item;
        using reference = item &;
        using pointer = item *;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;

        iterator() noexcept = default;
        /// The item, which may be moved away.
        reference operator*() const noexcept {
            return owner_->item_;
        }
        pointer operator->() const noexcept {
            return &owner_->item_;
        }
        iterator &operator++() {
            if (!owner_->advance())
                owner_ = nullptr;
            return *this;
        }
        void operator++(int) {
            ++*this;
        }
        friend bool operator==(const iterator &a, const iterator &b) noexcept {
            return a.owner_ == b.owner_;
        }
        friend bool operator!=(const iterator &a, const iterator &b) noexcept {
            return a.owner_ != b.owner_;
        }

      private:
        friend class cursor;
        explicit iterator(cursor *owner) noexcept : owner_(owner) {
        }
        cursor *owner_ = nullptr;
    };

    /// An empty list.
    cursor() noexcept = default;
    explicit cursor(labelf_cursor *owned) noexcept : handle_(owned) {
    }
    /// The next item; blocks until its page is there. None at the end. After an error each call
    /// gives it again.
    expected<item> try_next() {
        labelf_item *next = nullptr;
        labelf_error *problem = nullptr;
        const status code = labelf_cursor_next(handle_.get(), &next, &problem);
        return detail::settle(code, item(next), problem);
    }
#if LABELF_EXCEPTIONS
    item next() {
        return try_next().value();
    }
#endif
    /// Goes on where it is: begin() fetches an item. An error in between is thrown; where
    /// exceptions are off the range ends there, and error() tells.
    iterator begin() {
        return handle_ && advance() ? iterator(this) : iterator();
    }
    iterator end() noexcept {
        return iterator();
    }
    /// What ended the range too soon; false if nothing has.
    const labelf::error &error() const noexcept {
        return error_;
    }
    /// How many items the whole list has, as the last page said; -1 before the first.
    std::int64_t total() const noexcept {
        return labelf_cursor_total(handle_.get());
    }
    labelf_cursor *get() const noexcept {
        return handle_.get();
    }

  private:
    bool advance() {
        expected<item> next = try_next();
        error_ = next.error();
        item_ = *std::move(next);
#if LABELF_EXCEPTIONS
        detail::check(error_);
#endif
        return static_cast<bool>(item_);
    }
    item item_;
    labelf::error error_;
    detail::handle<labelf_cursor, labelf_cursor_free> handle_;
};

/// The answer to a request that this library has no function for.
class response {
  public:
    response() noexcept = default;
    explicit response(labelf_response *owned) noexcept : handle_(owned) {
    }
    /// The HTTP status, 200 to 299; 0 for no response.
    int status() const noexcept {
        return labelf_response_status(handle_.get());
    }
    /// The body as the service sent it: JSON, or empty. Ends in NUL.
    std::string_view json() const noexcept {
        return {labelf_response_json(handle_.get()), labelf_response_length(handle_.get())};
    }
    const labelf_response *get() const noexcept {
        return handle_.get();
    }

  private:
    detail::handle<labelf_response, labelf_response_free> handle_;
};

LABELF_END

LABELF_VIEW(labelf::elements)

#endif
