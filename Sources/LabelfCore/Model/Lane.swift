/// Who goes first: somebody waits for an interactive call; a bulk call has all night.
package enum Lane: Sendable {
    case interactive
    case bulk
}
