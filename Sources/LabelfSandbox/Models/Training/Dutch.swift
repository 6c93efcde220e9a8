extension Corpus {
    /// Sentences in Dutch.
    static let dutch = """
        D0 Wanneer wordt mijn pakket bezorgd?
        D- De zending zou dinsdag komen en is er nog steeds niet.
        D0 Kunt u mij het volgnummer van de zending geven?
        D- De bezorger heeft de doos in de regen laten staan, alles is nat.
        D0 Wilt u het bezorgadres wijzigen voordat u de bestelling verstuurt?
        D- De helft van de artikelen ontbreekt in de doos.
        R0 Ik wil mijn geld terug voor de schoenen die ik heb teruggestuurd.
        R- Drie weken geleden heb ik de jas geretourneerd en nog geen terugbetaling ontvangen.
        R0 Hoe lang duurt het voordat de terugbetaling op mijn rekening staat?
        R- Jullie hebben maar de helft van het bedrag terugbetaald.
        R- De lamp kwam kapot aan, ik eis mijn volledige geld terug.
        B- Er is twee keer afgeschreven voor dezelfde maand.
        B0 Kunt u mij een kopie van de laatste factuur sturen?
        B- Er staan kosten op de factuur waar niemand iets over heeft gezegd.
        B0 Ik wil de creditcard voor de betaling wijzigen.
        B- Mijn betaling is geweigerd terwijl er genoeg saldo is.
        T- De app loopt vast elke keer dat ik hem open.
        T0 Ik kan niet inloggen, het wachtwoord zou onjuist zijn.
        T- Sinds de laatste update toont de site alleen een foutmelding.
        T0 Hoe verbind ik de luidspreker met de wifi?
        T- Het scherm bevriest en ik moet het apparaat opnieuw opstarten.
        C0 Ik wil mijn abonnement opzeggen aan het eind van de maand.
        C0 Hoe sluit ik mijn account en verwijder ik mijn gegevens?
        C- Stop met het verlengen van mijn lidmaatschap, ik heb nooit ja gezegd.
        C0 Graag een bevestiging dat het contract is beëindigd.
        P+ Heel erg bedankt, jullie klantenservice was geweldig!
        P+ De beste service die ik ooit heb gehad, binnen een paar minuten opgelost.
        P+ Ik wilde alleen zeggen dat ik het nieuwe ontwerp prachtig vind.
        P+ Goed gedaan, ga zo door, vijf sterren.
        P+ Erg blij met de aankoop, de kwaliteit is uitstekend.
        -+ Dit is echt goed, ik ben er heel blij mee.
        -+ Werkt perfect, makkelijk en snel.
        -- Dit is vreselijk, ik ben erg teleurgesteld.
        -- Het slechtste bedrijf ooit, niemand antwoordt en ik ben boos.
        -0 Wat zijn jullie openingstijden op zaterdag?
        -0 Is de blauwe ook verkrijgbaar in maat medium?
        -0 Hallo, ik heb een vraag over mijn account.
        -0 Hebben jullie ook een winkel waar ik het kan passen?
        T- De internetverbinding valt steeds weg, ook na het herstarten van de router.
        T- De verificatiecode komt nooit op mijn telefoon aan.
        T- Ik krijg foutcode 404 als ik op verzenden klik.
        B- Ik kreeg een betalingsherinnering terwijl de factuur al betaald was.
        B- Op mijn rekeningafschrift staat dezelfde afschrijving twee keer.
        C0 Annuleer mijn bestelling, ik heb het verkeerde artikel gekozen.
        C0 Welke opzegtermijn geldt voor het jaarabonnement?
        D- Er ontbrak een tafelpoot bij de levering en de bezorger reed gewoon weg.
        R- In plaats van een terugbetaling kreeg ik een bon.
        P+ Jullie hebben mijn dag goed gemaakt, wat aardig, bedankt!
        """
}
