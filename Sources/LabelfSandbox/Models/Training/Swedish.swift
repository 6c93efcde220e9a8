extension Corpus {
    /// Sentences in Swedish.
    static let swedish = """
        D0 När kommer mitt paket att levereras?
        D- Paketet skulle ha kommit i tisdags men det har fortfarande inte dykt upp.
        D0 Kan jag få spårningsnumret till min försändelse?
        D- Budet ställde kartongen ute i regnet och allt är blött.
        D0 Jag behöver ändra leveransadressen innan ni skickar beställningen.
        D- Hälften av varorna saknas i lådan som levererades.
        R0 Jag vill ha pengarna tillbaka för skorna jag returnerade.
        R- Jag skickade tillbaka jackan för tre veckor sedan och har inte fått någon återbetalning.
        R0 Hur lång tid tar det innan återbetalningen syns på kontot?
        R- Ni har bara återbetalat halva beloppet.
        R0 Var hittar jag retursedeln?
        R- Lampan var trasig, jag kräver att få hela köpet återbetalt.
        B- Jag har blivit debiterad två gånger för samma månad.
        B0 Kan ni skicka en kopia på förra månadens faktura?
        B- Det finns en avgift på fakturan som ingen har berättat om.
        B0 Jag vill byta kontokort för betalningen.
        B- Betalningen nekades trots att det finns pengar på kortet.
        B0 Vad betyder raden serviceavgift på räkningen?
        T- Appen kraschar varje gång jag öppnar den.
        T0 Jag kan inte logga in, det står att lösenordet är fel.
        T- Efter senaste uppdateringen visar sidan bara ett felmeddelande.
        T0 Hur ansluter jag högtalaren till wifi?
        T- Skärmen fryser och jag måste starta om enheten.
        C0 Jag vill säga upp mitt abonnemang vid månadens slut.
        C0 Hur avslutar jag mitt konto och raderar mina uppgifter?
        C- Sluta förnya mitt medlemskap, jag har aldrig godkänt ett år till.
        C0 Kan ni bekräfta att avtalet är uppsagt?
        C- Jag har försökt avsluta prenumerationen tre gånger.
        P+ Tack så mycket, er kundtjänst var underbar!
        P+ Bästa servicen jag har fått, Maria löste allt på några minuter.
        P+ Jag ville bara säga att jag älskar den nya designen.
        P+ Bra jobbat, fortsätt så, ni får fem stjärnor.
        P+ Mycket nöjd med köpet, kvaliteten är utmärkt.
        -+ Det här är riktigt bra, jag är jätteglad.
        -+ Fungerar perfekt och det gick snabbt och enkelt.
        -- Det här är bedrövligt, jag är väldigt besviken.
        -- Sämsta företaget någonsin, ingen svarar och jag är arg.
        -0 Vilka öppettider har ni på lördag?
        -0 Finns den blå i storlek medium?
        -0 Hej, jag har en fråga om mitt konto.
        T- Uppkopplingen bryts hela tiden, fast jag startat om routern.
        T- Verifieringskoden kommer aldrig till telefonen.
        T- Jag får felkod 404 när jag klickar på skicka.
        T- Appen hänger sig hela tiden.
        B- Jag fick en betalningspåminnelse fast räkningen redan är betald.
        C0 Avbeställ min order, jag tog fel vara.
        C0 Vilken uppsägningstid gäller för årsabonnemanget?
        D- Ett bordsben fattades i leveransen och chauffören bara körde.
        R- I stället för återbetalning fick jag en kupong.
        P+ Ni gjorde min dag, så vänligt bemötande, tack!
        """
}
