extension Corpus {
    /// Sentences in Danish.
    static let danish = """
        D0 Hvornår bliver min pakke leveret?
        D- Forsendelsen skulle være kommet i tirsdags, men den er her stadig ikke.
        D0 Må jeg få sporingsnummeret på min forsendelse?
        D- Buddet satte kassen ude i regnen, og alt er gennemblødt.
        D0 Jeg vil gerne ændre leveringsadressen, inden I sender ordren.
        D- Halvdelen af varerne mangler i kassen.
        R0 Jeg vil gerne have pengene tilbage for de sko, jeg sendte retur.
        R- Jeg returnerede jakken for tre uger siden og har ikke fået nogen tilbagebetaling.
        R0 Hvor lang tid går der, før refusionen er på min konto?
        R- I har kun refunderet halvdelen af beløbet.
        R- Lampen var gået i stykker, og jeg kræver det fulde beløb retur.
        B- Jeg er blevet trukket to gange for den samme måned.
        B0 Kan I sende mig en kopi af den seneste faktura?
        B- Der er et gebyr på regningen, som ingen har nævnt.
        B0 Jeg vil gerne skifte det kort, som betalingen trækkes på.
        B- Min betaling blev afvist, selv om der er penge på kortet.
        T- Appen går ned, hver gang jeg åbner den.
        T0 Jeg kan ikke logge ind, der står at adgangskoden er forkert.
        T- Efter den seneste opdatering viser siden kun en fejlmeddelelse.
        T0 Hvordan forbinder jeg højttaleren til wifi?
        T- Skærmen fryser, og jeg er nødt til at genstarte enheden.
        C0 Jeg vil gerne opsige mit abonnement ved månedens udgang.
        C0 Hvordan lukker jeg min konto og sletter mine oplysninger?
        C- Hold op med at forny mit medlemskab, jeg har aldrig sagt ja til et år mere.
        C0 Kan I bekræfte, at aftalen er opsagt?
        P+ Mange tak, jeres kundeservice var vidunderlig!
        P+ Den bedste service jeg nogensinde har fået, det blev løst på få minutter.
        P+ Jeg ville bare sige, at jeg elsker det nye design.
        P+ Godt gået, bliv ved med det, fem stjerner herfra.
        P+ Meget tilfreds med købet, kvaliteten er fremragende.
        -+ Det er virkelig godt, jeg er rigtig glad.
        -+ Virker perfekt, det var nemt og hurtigt.
        -- Det er forfærdeligt, jeg er meget skuffet.
        -- Det værste firma nogensinde, ingen svarer, og jeg er vred.
        -0 Hvad er jeres åbningstider om lørdagen?
        -0 Findes den blå også i størrelse medium?
        -0 Hej, jeg har et spørgsmål om min konto.
        -0 Har I også en butik, hvor jeg kan prøve den?
        -0 Jeg vil gerne vide, hvad der sker nu, og hvor meget det koster.
        T- Internetforbindelsen falder ud hele tiden, også efter genstart af routeren.
        T- Bekræftelseskoden kommer aldrig til min telefon.
        T- Jeg får fejlkode 404, når jeg klikker på send.
        B- Jeg fik en betalingspåmindelse, selv om regningen allerede er betalt.
        B- Det samme træk står to gange på kontoudtoget.
        C0 Annuller min ordre, jeg valgte den forkerte vare.
        C0 Hvilket opsigelsesvarsel gælder for årsabonnementet?
        D- Der manglede et bordben i leveringen, og chaufføren kørte bare.
        R- I stedet for pengene tilbage fik jeg et gavekort.
        P+ I har reddet min dag, sikke en venlighed, tak!
        """
}
