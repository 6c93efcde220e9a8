extension Corpus {
    /// Sentences in Italian.
    static let italian = """
        D0 Quando verrà consegnato il mio pacco?
        D- La spedizione doveva arrivare martedì e non è ancora qui.
        D0 Potete darmi il numero di tracciamento della spedizione?
        D- Il corriere ha lasciato la scatola sotto la pioggia ed è tutto bagnato.
        D0 Vorrei cambiare l'indirizzo di consegna prima che spediate l'ordine.
        D- Nella scatola manca metà degli articoli.
        R0 Vorrei il rimborso delle scarpe che ho restituito.
        R- Ho reso la giacca tre settimane fa e non ho visto i soldi.
        R0 Quanto tempo ci vuole perché il rimborso arrivi sul conto?
        R- Mi avete rimborsato solo metà dell'importo.
        R- La lampada è arrivata rotta, pretendo il rimborso completo.
        B- Mi avete addebitato due volte lo stesso mese.
        B0 Potete mandarmi una copia dell'ultima fattura?
        B- C'è una commissione in bolletta di cui nessuno mi ha parlato.
        B0 Voglio cambiare la carta di credito per il pagamento.
        B- Il pagamento è stato rifiutato anche se la carta è coperta.
        T- L'app si blocca ogni volta che la apro.
        T0 Non riesco ad accedere, dice che la password è sbagliata.
        T- Dopo l'ultimo aggiornamento il sito mostra solo un errore.
        T0 Come collego la cassa al wifi?
        T- Lo schermo si congela e devo riavviare il dispositivo.
        C0 Voglio disdire il mio abbonamento a fine mese.
        C0 Come chiudo il mio account e cancello i miei dati?
        C- Smettete di rinnovare la mia iscrizione, non ho mai accettato.
        C0 Vi prego di confermare la disdetta del contratto.
        P+ Grazie mille, la vostra assistenza è stata meravigliosa!
        P+ Il miglior servizio che abbia mai avuto, risolto in pochi minuti.
        P+ Volevo solo dire che adoro la nuova grafica.
        P+ Ottimo lavoro, continuate così, cinque stelle.
        P+ Molto soddisfatta dell'acquisto, la qualità è eccellente.
        -+ Davvero bello, sono felicissimo.
        -+ Funziona perfettamente, semplice e veloce.
        -- Pessimo, sono molto delusa.
        -- La peggiore azienda, nessuno risponde e sono arrabbiato.
        -0 Quali sono gli orari di apertura il sabato?
        -0 È disponibile quello blu nella taglia media?
        -0 Buongiorno, ho una domanda sul mio profilo.
        -0 Avete anche un negozio a Milano dove posso provare?
        T- La connessione internet cade di continuo, anche dopo aver riavviato il modem.
        T- Il codice di verifica non arriva mai sul telefono.
        T- Mi esce l'errore 404 quando premo invia.
        B- Ho ricevuto un sollecito ma la fattura era già stata pagata.
        B- Sull'estratto conto compare due volte lo stesso addebito.
        C0 Annullate il mio ordine, ho scelto l'articolo sbagliato.
        C0 Qual è il preavviso per l'abbonamento annuale?
        D- Mancava una gamba del tavolo nella consegna e il corriere è andato via.
        R- Al posto del rimborso mi è arrivato un buono.
        P+ Mi avete rallegrato la giornata, che gentilezza, grazie!
        """
}
