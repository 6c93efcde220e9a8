import CCurl
import LabelfCore

/// curl's handle of one transfer after another, with setters for the types that options have. Does not own it.
struct EasyHandle {
    let raw: UnsafeMutableRawPointer

    func set(_ option: CURLoption, _ value: Int) -> CURLcode {
        labelf_curl_set_long(raw, option, value)
    }

    /// Copied by curl.
    func set(_ option: CURLoption, _ value: String) -> CURLcode {
        labelf_curl_set_string(raw, option, value.cString)
    }

    /// Back to no value at all.
    func reset(_ option: CURLoption) -> CURLcode {
        labelf_curl_set_string(raw, option, nil)
    }

    /// Not copied by curl: has to live until the transfer has ended.
    func set(_ option: CURLoption, _ value: UnsafeRawPointer?) -> CURLcode {
        labelf_curl_set_pointer(raw, option, value)
    }

    func set(_ option: CURLoption, _ value: @escaping labelf_curl_data_function) -> CURLcode {
        labelf_curl_set_function(raw, option, value)
    }

    func setHeaders(_ list: HeaderList) -> CURLcode {
        labelf_curl_set_list(raw, CURLOPT_HTTPHEADER, list.first)
    }

    /// 0 if curl does not know.
    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return labelf_curl_get_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    /// Microseconds from the start of the transfer; 0 for what it has not come to.
    func microseconds(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return labelf_curl_get_size(raw, info, &value) == CURLE_OK ? Int64(value) : 0
    }
}

/// Header lines in curl's form. Easy handles that were given it point to it.
final class HeaderList {
    fileprivate private(set) var first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) throws(LabelfError) {
        for line in lines {
            guard let longer = curl_slist_append(first, line.cString) else {
                throw LabelfError(.memory, "out of memory while preparing the headers")
            }
            first = longer
        }
    }

    deinit {
        curl_slist_free_all(first)
    }
}
