extension Corpus {
    /// Sentences in Norwegian.
    static let norwegian = """
        D0 Når blir pakken min levert?
        D- Forsendelsen skulle ha kommet på tirsdag, men den er fortsatt ikke her.
        D0 Kan jeg få sporingsnummeret til sendingen min?
        D- Budet satte esken ute i regnet, og alt er gjennomvått.
        D0 Jeg ønsker å endre leveringsadressen før dere sender bestillingen.
        D- Halvparten av varene mangler i esken.
        R0 Jeg vil ha pengene tilbake for skoene jeg sendte i retur.
        R- Jeg returnerte jakka for tre uker siden og har ikke fått noen tilbakebetaling.
        R0 Hvor lang tid tar det før refusjonen er på kontoen min?
        R- Dere har bare refundert halve beløpet.
        R- Lampa var ødelagt, og jeg krever hele kjøpesummen tilbake.
        B- Jeg har blitt trukket to ganger for samme måned.
        B0 Kan dere sende meg en kopi av den siste fakturaen?
        B- Det er et gebyr på regningen som ingen har nevnt.
        B0 Jeg vil bytte kortet som betalingen trekkes fra.
        B- Betalingen ble avvist selv om det er penger på kortet.
        T- Appen krasjer hver gang jeg åpner den.
        T0 Jeg får ikke logget inn, det står at passordet er feil.
        T- Etter siste oppdatering viser siden bare en feilmelding.
        T0 Hvordan kobler jeg høyttaleren til wifi?
        T- Skjermen fryser, og jeg må starte enheten på nytt.
        C0 Jeg vil si opp abonnementet mitt ved månedens slutt.
        C0 Hvordan avslutter jeg kontoen og sletter opplysningene mine?
        C- Slutt å fornye medlemskapet mitt, jeg har aldri sagt ja til ett år til.
        C0 Kan dere bekrefte at avtalen er sagt opp?
        P+ Tusen takk, kundeservicen deres var fantastisk!
        P+ Den beste servicen jeg noen gang har fått, det ble løst på noen minutter.
        P+ Jeg ville bare si at jeg elsker det nye designet.
        P+ Bra jobbet, fortsett sånn, fem stjerner fra meg.
        P+ Veldig fornøyd med kjøpet, kvaliteten er utmerket.
        -+ Dette er skikkelig bra, jeg er kjempeglad.
        -+ Fungerer perfekt, det var enkelt og raskt.
        -- Dette er forferdelig, jeg er veldig skuffet.
        -- Det verste selskapet noensinne, ingen svarer, og jeg er sint.
        -0 Hva er åpningstidene deres på lørdag?
        -0 Finnes den blå også i størrelse medium?
        -0 Hei, jeg har et spørsmål om kontoen min.
        -0 Har dere også en butikk der jeg kan prøve den?
        -0 Jeg lurer på hva som skjer nå, og hvor mye det koster.
        T- Internettforbindelsen faller ut hele tiden, også etter omstart av ruteren.
        T- Bekreftelseskoden kommer aldri til telefonen.
        T- Jeg får feilkode 404 når jeg klikker på send.
        B- Jeg fikk en betalingspåminnelse selv om regningen allerede er betalt.
        B- Det samme trekket står to ganger på kontoutskriften.
        C0 Avbestill ordren min, jeg valgte feil vare.
        C0 Hvilken oppsigelsestid gjelder for årsabonnementet?
        D- Det manglet et bordbein i leveringen, og sjåføren bare kjørte.
        R- I stedet for pengene tilbake fikk jeg et gavekort.
        P+ Dere reddet dagen min, så hyggelig, takk!
        """
}
