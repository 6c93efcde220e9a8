import Testing

@testable import LabelfSandbox

@Suite struct ModelTests {
    private static let heldOut: [(language: String, reason: String, text: String)] = [
        ("en", "Delivery", "Nobody has delivered the package I was waiting for all Tuesday"),
        ("en", "Refund", "Send me my money back for the broken lamp that I returned"),
        ("en", "Billing", "Why were two payments taken from my credit card for one invoice?"),
        ("en", "Technical", "After the update the app crashes and I cannot log in"),
        ("en", "Cancellation", "Please cancel my membership and close the account"),
        ("en", "Praise", "Thank you, the best support team, I love your service"),
        ("sv", "Delivery", "Var är paketet som skulle levereras i tisdags?"),
        ("sv", "Billing", "Det är en konstig avgift på min faktura"),
        ("sv", "Cancellation", "Jag vill säga upp min prenumeration"),
        ("de", "Refund", "Ich warte auf die Erstattung für die zurückgeschickte Jacke"),
        ("de", "Technical", "Nach dem Update stürzt die App beim Öffnen ab"),
        ("de", "Cancellation", "Ich will mein Abo kündigen"),
        ("fr", "Delivery", "Le colis n'est pas arrivé, où est le livreur ?"),
        ("fr", "Billing", "Il y a une erreur sur ma dernière facture"),
        ("fr", "Praise", "Merci, un service formidable, j'adore"),
        ("es", "Technical", "La aplicación no me deja iniciar sesión con la contraseña"),
        ("es", "Refund", "Quiero el reembolso del dinero de la lámpara rota"),
        ("it", "Delivery", "Il corriere non ha consegnato il pacco"),
        ("it", "Cancellation", "Come posso disdire l'abbonamento?"),
        ("nl", "Billing", "Er klopt iets niet met de kosten op mijn factuur"),
        ("nl", "Technical", "Ik kan niet inloggen in de app, ik krijg een foutmelding"),
        ("da", "Delivery", "Hvornår kommer den pakke, som skulle være leveret i tirsdags?"),
        ("da", "Cancellation", "Jeg vil gerne opsige aftalen og lukke kontoen"),
        ("no", "Praise", "Tusen takk, fantastisk service, jeg er veldig fornøyd"),
        ("no", "Billing", "Jeg skjønner ikke gebyret på fakturaen fra dere"),
        ("fi", "Delivery", "Paketti ei ole vieläkään saapunut, missä lähetys on?"),
        ("fi", "Refund", "Haluan palautetusta takista rahat takaisin"),
    ]

    private func best(_ model: Int, _ text: String) -> String? {
        guard let model = ModelCatalog.builtIn.model(id: model), let classifier = model.classifier else { return nil }
        return model.labels[classifier.classify(NormalizedText(text))[0].label]
    }

    @Test func reasonsOfUnseenSentences() {
        let right = Self.heldOut.count { best(1, $0.text) == $0.reason }
        #expect(right >= Self.heldOut.count - 2)
    }

    @Test func languagesOfUnseenSentences() {
        let right = Self.heldOut.count { best(ModelCatalog.languageID, $0.text) == $0.language }
        #expect(right >= Self.heldOut.count - 1)
    }

    @Test func sentiments() {
        #expect(best(2, "I am delighted, everything works and the quality is great") == "Positive")
        #expect(best(2, "Terrible, I am angry and very disappointed") == "Negative")
        #expect(best(2, "When do you open on Saturday?") == "Neutral")
    }

    @Test(arguments: ["Where is my parcel?", "zzz", "😀", "1234", "\u{0}\u{301}"]) func confidencesAreSortedAndSumToOne(
        text: String
    ) {
        for model in ModelCatalog.builtIn.models {
            guard let predictions = model.classifier?.classify(NormalizedText(text)) else { continue }
            #expect(predictions.count == model.labels.count)
            #expect(predictions.reduce(0) { $0 + $1.confidence } == 1_000_000)
            #expect(zip(predictions, predictions.dropFirst()).allSatisfy { $0.confidence >= $1.confidence })
        }
    }

    @Test func everyLabelHasEnoughExamples() {
        for languages in Dictionary(grouping: Corpus.examples, by: \.language).values { #expect(languages.count >= 40) }
        for reasons in Dictionary(grouping: Corpus.examples, by: \.reason).values { #expect(reasons.count >= 40) }
        #expect(Set(Corpus.examples.map(\.text)).count == Corpus.examples.count)
    }

    @Test func theCacheIsBounded() {
        var cache = ScoreCache(generation: 10)
        for index in 0..<100 { cache.store([], model: 1, text: "\(index)") }
        #expect(cache.count <= 20)
        #expect(cache.find(model: 1, text: "99") != nil && cache.find(model: 1, text: "0") == nil)
        #expect(cache.find(model: 2, text: "99") == nil)
        cache.store([], model: 1, text: String(repeating: "x", count: ScoreCache.longestText + 1))
        #expect(cache.count <= 20)
    }
}
