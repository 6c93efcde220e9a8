extension Corpus {
    /// Sentences in Finnish.
    static let finnish = """
        D0 Milloin pakettini toimitetaan?
        D- Lähetyksen piti tulla tiistaina, eikä se ole vieläkään saapunut.
        D0 Voisitteko antaa lähetyksen seurantakoodin?
        D- Kuljettaja jätti laatikon sateeseen ja kaikki on märkää.
        D0 Haluan muuttaa toimitusosoitteen ennen kuin lähetätte tilauksen.
        D- Puolet tuotteista puuttuu paketista.
        R0 Haluan rahat takaisin palauttamistani kengistä.
        R- Palautin takin kolme viikkoa sitten enkä ole saanut hyvitystä.
        R0 Kuinka kauan kestää, että palautus näkyy tilillä?
        R- Olette hyvittäneet vain puolet summasta.
        R- Lamppu oli rikki, vaadin koko hinnan takaisin.
        B- Minulta on veloitettu sama kuukausi kahdesti.
        B0 Voitteko lähettää kopion viime laskusta?
        B- Laskussa on maksu, josta kukaan ei ole kertonut.
        B0 Haluan vaihtaa maksukortin.
        B- Maksu hylättiin, vaikka kortilla on katetta.
        T- Sovellus kaatuu joka kerta kun avaan sen.
        T0 En pysty kirjautumaan sisään, salasana on kuulemma väärä.
        T- Viime päivityksen jälkeen sivu näyttää vain virheilmoituksen.
        T0 Miten yhdistän kaiuttimen wifiin?
        T- Näyttö jumittuu ja laite pitää käynnistää uudelleen.
        C0 Haluan irtisanoa tilaukseni kuukauden lopussa.
        C0 Miten suljen tilini ja poistan tietoni?
        C- Lopettakaa jäsenyyteni uusiminen, en ole suostunut uuteen vuoteen.
        C0 Vahvistakaa, että sopimus on päättynyt.
        P+ Kiitos paljon, asiakaspalvelunne oli ihana!
        P+ Paras palvelu, jonka olen koskaan saanut, asia ratkesi minuuteissa.
        P+ Halusin vain sanoa, että rakastan uutta ulkoasua.
        P+ Hyvää työtä, jatkakaa samaan malliin, viisi tähteä.
        P+ Erittäin tyytyväinen ostokseen, laatu on erinomainen.
        -+ Tämä on todella hyvä, olen iloinen.
        -+ Toimii täydellisesti, helppoa ja nopeaa.
        -- Tämä on kamalaa, olen hyvin pettynyt.
        -- Surkein yritys ikinä, kukaan ei vastaa ja olen vihainen.
        -0 Mitkä ovat aukioloaikanne lauantaina?
        -0 Onko sinistä saatavilla koossa medium?
        -0 Hei, minulla on kysymys tilistäni.
        -0 Onko teillä myymälää, jossa voin kokeilla?
        T- Nettiyhteys katkeaa koko ajan, vaikka käynnistin reitittimen uudelleen.
        T- Vahvistuskoodi ei koskaan tule puhelimeen.
        T- Saan virhekoodin 404, kun klikkaan lähetä.
        B- Sain maksumuistutuksen, vaikka lasku oli jo maksettu.
        B- Tiliotteessa sama veloitus on kahteen kertaan.
        C0 Peruuttakaa tilaukseni, valitsin väärän tuotteen.
        C0 Mikä irtisanomisaika koskee vuosisopimusta?
        D- Toimituksesta puuttui pöydän jalka ja kuljettaja vain ajoi pois.
        R- Rahojen palautuksen sijaan sain lahjakortin.
        P+ Pelastitte päiväni, todella ystävällistä, kiitos!
        """
}
