import Glibc
import LabelfCore
import Testing

@testable import LabelfTransport

@Suite(.serialized) struct SettingsTests {
    @Test func whatCouldEscapeFromItsPlaceIsRefused() {
        func status(_ change: (inout TransportSettings) -> Void) -> Status? {
            var changed = settings("http://127.0.0.1:1")
            change(&changed)
            do throws(LabelfError) {
                _ = try Transport.make(changed)
                return nil
            } catch {
                #expect(!error.message.contains("secret"))
                return error.status
            }
        }
        #expect(status { _ in } == nil)
        #expect(status { $0.apiKey = "secret\r\nX-Evil: 1" } == .configuration)
        #expect(status { $0.apiKey = "" } == .configuration)
        #expect(status { $0.userAgent = "a\nb" } == .configuration)
        #expect(status { $0.baseURL = "http://user:secret@127.0.0.1" } == .configuration)
        #expect(status { $0.baseURL = "http://127.0.0.1\0.example" } == .configuration)
        #expect(status { $0.caFile = "a\0b" } == .configuration)
        #expect(status { $0.proxy = "http://a b" } == .configuration)
        #expect(status { $0.maxConnections = 0 } == .configuration)
        #expect(status { $0.maxConnections = 257 } == .configuration)
        #expect(status { $0.responseMaxBytes = 0 } == .configuration)
        #expect(status { $0.attemptTimeout = Interval(nanoseconds: .max) } == nil)
        #expect(status { $0.connectTimeout = Interval(nanoseconds: .min) } == nil)
    }

    @Test func aPathThatIsNotOneIsRefused() throws {
        let transport = try Transport.make(settings("http://127.0.0.1:1"))
        for path in ["", "models", "@evil.example/", "/a b", "/a\r\nX-Evil: 1", "/\u{e9}"] {
            #expect(transport.start(1, Request(method: .get, path: path, body: nil))?.status == .internal)
        }
        #expect(transport.inFlight == 0)
    }

    @Test func theEnvironmentsProxiesAreNotUsed() throws {
        let proxy = ScriptServer.answering(response("proxy"))
        let server = ScriptServer.answering(response("server"))
        defer {
            proxy.stop()
            server.stop()
        }
        let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        for name in names { setenv(name, proxy.url, 1) }
        defer { for name in names { unsetenv(name) } }
        #expect(try Transport.make(settings(server.url)).exchange(get)?.body == "server")
        #expect(proxy.connections == 0)
    }

    @Test func aProxyIsUsedIfItIsConfigured() throws {
        let proxy = ScriptServer.answering(response("proxy"))
        defer { proxy.stop() }
        setenv("no_proxy", "*", 1)
        defer { unsetenv("no_proxy") }
        let outcome = try Transport.make(settings("http://service.example", proxy: proxy.url)).exchange(get)
        #expect(outcome?.body == "proxy")
        #expect(proxy.requests.first?.hasPrefix("GET http://service.example/models HTTP/1.1") == true)
    }

    @Test func aTunnelIsAskedForWithoutTheKey() throws {
        let proxy = ScriptServer.answering(response("", status: "407 Proxy Authentication Required"))
        defer { proxy.stop() }
        let outcome = try Transport.make(settings("https://service.example", proxy: proxy.url)).exchange(post("x"))
        #expect(
            outcome == .failed(TransportFailure(.connect, "the proxy refused to connect to the service: HTTP 407")))
        let request = try #require(proxy.requests.first)
        #expect(request.hasPrefix("CONNECT service.example:443 HTTP/1.1"))
        #expect(!request.contains("lbl_sk_test"))
    }
}
