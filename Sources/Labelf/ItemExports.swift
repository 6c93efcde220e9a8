// swift-format-ignore-file: AlwaysUseLowerCamelCase

// The names are those of labelf.h.
public import CLabelf
internal import LabelfWire

@_cdecl("labelf_item_json") @implementation
public func labelf_item_json(_ item: OpaquePointer!, _ length: UnsafeMutablePointer<Int>!) -> UnsafePointer<CChar>! {
    give(reader(item)?.json, length)
}

@_cdecl("labelf_item_text") @implementation
public func labelf_item_text(
    _ item: OpaquePointer!, _ field: UnsafePointer<CChar>!, _ length: UnsafeMutablePointer<Int>!
) -> UnsafePointer<CChar>! {
    guard let reader = reader(item), let field else { return give(nil, length) }
    return give(reader.text(field), length)
}

@_cdecl("labelf_item_integer") @implementation
public func labelf_item_integer(_ item: OpaquePointer!, _ field: UnsafePointer<CChar>!, _ otherwise: Int64) -> Int64 {
    guard let reader = reader(item), let field else { return otherwise }
    return reader.integer(field) ?? otherwise
}

@_cdecl("labelf_item_number") @implementation
public func labelf_item_number(_ item: OpaquePointer!, _ field: UnsafePointer<CChar>!, _ otherwise: Double) -> Double {
    guard let reader = reader(item), let field else { return otherwise }
    return reader.number(field) ?? otherwise
}

@_cdecl("labelf_item_count") @implementation
public func labelf_item_count(_ item: OpaquePointer!, _ field: UnsafePointer<CChar>!) -> Int {
    guard let reader = reader(item), let field else { return 0 }
    return reader.elements(field)
}

@_cdecl("labelf_item_element") @implementation
public func labelf_item_element(
    _ item: OpaquePointer!, _ field: UnsafePointer<CChar>!, _ index: Int, _ length: UnsafeMutablePointer<Int>!
) -> UnsafePointer<CChar>! {
    guard let reader = reader(item), let field else { return give(nil, length) }
    return give(reader.element(field, index), length)
}

@_cdecl("labelf_item_free") @implementation
public func labelf_item_free(_ item: OpaquePointer!) {
    if let item { _ = Handle<ItemReader>.take(item) }
}

private func reader(_ item: OpaquePointer?) -> ItemReader? {
    item.map { Handle<ItemReader>.object($0) }
}

private func give(_ text: ItemReader.Text?, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    length?.pointee = text?.length ?? 0
    return text?.start
}
