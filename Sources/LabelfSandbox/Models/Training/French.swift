extension Corpus {
    /// Sentences in French.
    static let french = """
        D0 Quand mon colis sera-t-il livré ?
        D- Le paquet devait arriver mardi et il n'est toujours pas là.
        D0 Pouvez-vous me donner le numéro de suivi de mon envoi ?
        D- Le livreur a laissé le carton sous la pluie, tout est trempé.
        D0 Merci de changer l'adresse de livraison avant d'expédier la commande.
        D- Il manque la moitié des articles dans le colis reçu.
        R0 Je voudrais être remboursé pour les chaussures que j'ai renvoyées.
        R- J'ai retourné la veste il y a trois semaines et je n'ai reçu aucun remboursement.
        R0 Combien de temps faut-il pour que le remboursement arrive sur mon compte ?
        R- Vous n'avez remboursé que la moitié du montant.
        R0 Où se trouve l'étiquette de retour ?
        R- La lampe est arrivée cassée, j'exige un remboursement complet.
        B- J'ai été débité deux fois pour le même mois.
        B0 Pouvez-vous m'envoyer une copie de la dernière facture ?
        B- Il y a des frais sur ma facture dont personne ne m'a parlé.
        B0 Je souhaite changer la carte bancaire pour le paiement.
        B- Mon paiement a été refusé alors que la carte est approvisionnée.
        B0 Que signifie la ligne frais de service sur la facture ?
        T- L'application plante chaque fois que je l'ouvre.
        T0 Je n'arrive pas à me connecter, le mot de passe serait incorrect.
        T- Depuis la mise à jour, le site n'affiche qu'un message d'erreur.
        T0 Comment connecter l'enceinte au wifi ?
        T- L'écran se fige et je dois redémarrer l'appareil.
        C0 Je veux résilier mon abonnement à la fin du mois.
        C0 Comment fermer mon compte et supprimer mes données ?
        C- Arrêtez de renouveler mon adhésion, je n'ai jamais accepté une année de plus.
        C0 Merci de confirmer la résiliation de mon contrat.
        C- J'ai essayé trois fois d'annuler mon abonnement et vous m'ignorez.
        P+ Merci beaucoup, votre service client a été formidable !
        P+ Le meilleur service que j'aie jamais eu, Maria a tout réglé en quelques minutes.
        P+ Je voulais juste dire que j'adore le nouveau design.
        P+ Bravo, continuez comme ça, cinq étoiles pour vous.
        P+ Très content de mon achat, la qualité est excellente.
        -+ C'est vraiment bien, je suis ravie.
        -+ Ça marche parfaitement, simple et rapide.
        -- C'est lamentable, je suis très déçue.
        -- La pire entreprise, personne ne répond et je suis en colère.
        -0 Quels sont vos horaires d'ouverture le samedi ?
        -0 Le modèle bleu existe-t-il en taille moyenne ?
        -0 Bonjour, j'ai une question sur mon compte.
        T- La connexion internet coupe sans cesse, même après redémarrage du routeur.
        T- Le code de vérification n'est jamais envoyé sur mon téléphone.
        T- J'ai l'erreur 404 quand je clique sur envoyer.
        B- J'ai reçu un rappel de paiement alors que j'avais déjà payé la facture.
        B- Mon relevé montre deux fois le même prélèvement.
        C0 Annulez ma commande, j'ai choisi le mauvais article.
        C0 Quel préavis pour l'abonnement annuel ?
        D- Il manquait un pied de table à la livraison, le livreur est reparti.
        R- Au lieu d'un remboursement j'ai eu un bon d'achat, rendez-moi mon argent.
        P+ Vous avez illuminé ma journée, quelle gentillesse, merci !
        """
}
