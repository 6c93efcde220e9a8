extension Corpus {
    /// Sentences in English.
    static let english = """
        D0 When will my parcel be delivered?
        D- The package was due on Tuesday and it has still not arrived.
        D0 Could you tell me the tracking number of my shipment?
        D- The courier left my box out in the rain and everything is soaked.
        D- Tracking has said out for delivery for four days now.
        D0 Please change the delivery address before you ship the order.
        D+ The parcel came a day early, lovely.
        D- Half of the items are missing from the box I received.
        R0 I would like a refund for the shoes I sent back.
        R- I returned the jacket three weeks ago and have not seen my money.
        R0 How long does it take until the refund is on my account?
        R- You refunded only half of what I paid, I want the rest back.
        R0 Where do I find the return label, I want my money back.
        R- The lamp arrived broken and I demand a full refund.
        R0 Is the return free of charge if the size is wrong?
        B- I was charged twice for the same month.
        B0 Can you send me a copy of last month's invoice?
        B- There is a fee on my bill that nobody told me about.
        B0 I want to change the credit card that you charge.
        B- My payment was declined although there is enough money on the card.
        B0 What does the item called service fee on the invoice mean?
        B0 Please put our VAT number on the invoice.
        T- The app crashes every time I open it.
        T0 I cannot log in, it says my password is wrong.
        T- Since the last update the page shows nothing but an error message.
        T0 How do I connect the speaker to the wifi?
        T- The screen freezes and I have to restart the device.
        T0 The reset link for my password never comes to my inbox.
        T- Your website is so slow that the search times out.
        C0 I want to cancel my subscription at the end of the month.
        C0 How do I close my account and delete my data?
        C- Stop renewing my membership, I never agreed to another year.
        C0 Please confirm that my contract has been terminated.
        C- I have tried to cancel three times and you keep ignoring it.
        C0 I am moving abroad and need to end my plan.
        P+ Thank you so much, your support team was wonderful!
        P+ Best customer service I have ever had, Maria solved it in minutes.
        P+ I just wanted to say that I love the new design.
        P+ Great job, keep it up, five stars from me.
        P+ Very happy with the purchase, the quality is excellent.
        P+ You are fantastic, friendly and quick, I will recommend you.
        -+ This is really good, I am delighted.
        -+ Works perfectly, I am glad that I bought it.
        -+ It was easy, fast and pleasant.
        -- This is terrible, I am very disappointed.
        -- Worst company ever, nobody answers and I am angry.
        -- What a mess, awful and a complete waste of time.
        -0 What are your opening hours on Saturday?
        -0 Is the blue one available in size medium?
        -0 Hello, can somebody help me please?
        -0 Hello, I have a question about my account.
        T- The internet connection keeps dropping, also after a reboot of the router.
        T- The verification code is never sent to my phone.
        T- I get error code 404 when I click send.
        B- I received a payment reminder although I have already paid the bill.
        B- My account statement shows the same charge two times.
        C0 Please cancel my order, I picked the wrong article.
        C0 What is the notice period for the yearly plan?
        D- One table leg was missing from the delivery, the driver just drove off.
        R- Instead of a refund I got a voucher.
        P+ You made my day, such a kind gesture, thanks!
        """
}
