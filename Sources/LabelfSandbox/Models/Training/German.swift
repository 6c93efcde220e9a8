extension Corpus {
    /// Sentences in German.
    static let german = """
        D0 Wann wird mein Paket geliefert?
        D- Die Sendung sollte am Dienstag kommen und ist immer noch nicht da.
        D0 Können Sie mir die Sendungsnummer zur Verfolgung schicken?
        D- Der Bote hat den Karton im Regen stehen lassen, alles ist nass.
        D0 Bitte ändern Sie die Lieferadresse, bevor Sie die Bestellung verschicken.
        D- In der Lieferung fehlt die Hälfte der Artikel.
        R0 Ich möchte mein Geld für die zurückgesandten Schuhe zurück.
        R- Vor drei Wochen habe ich die Jacke zurückgeschickt und keine Erstattung bekommen.
        R0 Wie lange dauert es, bis die Rückerstattung auf dem Konto ist?
        R- Sie haben nur die Hälfte des Betrags erstattet.
        R0 Wo finde ich das Etikett für die Rücksendung?
        R- Die Lampe kam kaputt an, ich verlange den vollen Kaufpreis zurück.
        B- Mir wurde derselbe Monat zweimal abgebucht.
        B0 Können Sie mir eine Kopie der letzten Rechnung schicken?
        B- Auf der Rechnung steht eine Gebühr, von der niemand etwas gesagt hat.
        B0 Ich möchte die Kreditkarte für die Zahlung ändern.
        B- Meine Zahlung wurde abgelehnt, obwohl die Karte gedeckt ist.
        B0 Was bedeutet der Posten Servicegebühr auf der Rechnung?
        T- Die App stürzt jedes Mal ab, wenn ich sie öffne.
        T0 Ich kann mich nicht anmelden, das Passwort sei falsch.
        T- Seit dem letzten Update zeigt die Seite nur eine Fehlermeldung.
        T0 Wie verbinde ich den Lautsprecher mit dem WLAN?
        T- Der Bildschirm friert ein und ich muss das Gerät neu starten.
        C0 Ich möchte mein Abo zum Monatsende kündigen.
        C0 Wie lösche ich mein Konto und meine Daten?
        C- Hören Sie auf, meine Mitgliedschaft zu verlängern, dem habe ich nie zugestimmt.
        C0 Bitte bestätigen Sie mir die Kündigung des Vertrags.
        C- Dreimal habe ich versucht zu kündigen und Sie ignorieren es.
        P+ Vielen Dank, Ihr Kundendienst war wunderbar!
        P+ Der beste Service, den ich je hatte, Maria hat alles in Minuten gelöst.
        P+ Ich wollte nur sagen, dass ich das neue Design liebe.
        P+ Gut gemacht, weiter so, von mir fünf Sterne.
        P+ Sehr zufrieden mit dem Kauf, die Qualität ist ausgezeichnet.
        -+ Das ist richtig gut, ich freue mich sehr.
        -+ Funktioniert perfekt, einfach und schnell.
        -- Das ist furchtbar, ich bin sehr enttäuscht.
        -- Die schlechteste Firma überhaupt, keiner antwortet und ich bin wütend.
        -0 Welche Öffnungszeiten haben Sie am Samstag?
        -0 Gibt es das blaue Modell in Größe M?
        -0 Guten Tag, ich habe eine Frage zu meinem Konto.
        T- Die Internetverbindung bricht ständig ab, auch nach einem Neustart des Routers.
        T- Der Code zur Bestätigung kommt nie auf dem Handy an.
        T- Beim Klick auf Senden erscheint Fehler 404.
        B- Ich bekam eine Zahlungserinnerung, dabei ist die Rechnung schon bezahlt.
        B0 Kann ich mit Lastschrift bezahlen?
        C0 Bitte stornieren Sie meine Bestellung, ich habe den falschen Artikel gewählt.
        C0 Welche Kündigungsfrist gilt für den Jahresvertrag?
        D- Ein Tischbein fehlte bei der Lieferung, der Fahrer fuhr einfach weg.
        R- Statt der Erstattung gab es nur einen Gutschein.
        P+ Sie haben meinen Tag gerettet, so nett, ich bin begeistert!
        """
}
