extension Corpus {
    /// Sentences in Spanish.
    static let spanish = """
        D0 ¿Cuándo se entregará mi paquete?
        D- El envío debía llegar el martes y todavía no ha llegado.
        D0 ¿Me pueden dar el número de seguimiento del envío?
        D- El repartidor dejó la caja bajo la lluvia y todo está mojado.
        D0 Por favor, cambien la dirección de entrega antes de enviar el pedido.
        D- Falta la mitad de los artículos en la caja que recibí.
        R0 Quiero el reembolso de los zapatos que devolví.
        R- Devolví la chaqueta hace tres semanas y no he visto mi dinero.
        R0 ¿Cuánto tarda la devolución del dinero en mi cuenta?
        R- Solo me han reembolsado la mitad del importe.
        R0 ¿Dónde encuentro la etiqueta de devolución?
        R- La lámpara llegó rota y exijo el reembolso completo.
        B- Me han cobrado dos veces el mismo mes.
        B0 ¿Pueden enviarme una copia de la última factura?
        B- Hay un cargo en la factura del que nadie me avisó.
        B0 Quiero cambiar la tarjeta de crédito del pago.
        B- Mi pago fue rechazado aunque la tarjeta tiene saldo.
        B0 ¿Qué significa la línea de gastos de servicio en la factura?
        T- La aplicación se cierra cada vez que la abro.
        T0 No puedo iniciar sesión, dice que la contraseña es incorrecta.
        T- Desde la última actualización la página solo muestra un error.
        T0 ¿Cómo conecto el altavoz al wifi?
        T- La pantalla se congela y tengo que reiniciar el aparato.
        C0 Quiero cancelar mi suscripción a fin de mes.
        C0 ¿Cómo cierro mi cuenta y borro mis datos?
        C- Dejen de renovar mi membresía, nunca acepté otro año.
        C0 Por favor, confirmen la baja de mi contrato.
        C- He intentado darme de baja tres veces y me ignoran.
        P+ ¡Muchas gracias, su equipo de atención fue maravilloso!
        P+ El mejor servicio que he tenido, María lo resolvió en minutos.
        P+ Solo quería decir que me encanta el nuevo diseño.
        P+ Buen trabajo, sigan así, cinco estrellas.
        P+ Muy contenta con la compra, la calidad es excelente.
        -+ Esto es muy bueno, estoy encantado.
        -+ Funciona perfectamente, fácil y rápido.
        -- Esto es horrible, estoy muy decepcionado.
        -- La peor empresa, nadie contesta y estoy enfadado.
        -0 ¿Qué horario tienen los sábados?
        -0 ¿Está disponible el azul en talla mediana?
        -0 Hola, tengo una pregunta sobre mi cuenta.
        T- La conexión a internet se corta todo el rato, incluso tras reiniciar el router.
        T- El código de verificación nunca llega al teléfono.
        T- Me sale el error 404 al pulsar enviar.
        B- Recibí un recordatorio de pago aunque la factura ya estaba pagada.
        B- En mi extracto aparece dos veces el mismo cargo.
        C0 Cancelen mi pedido, elegí el artículo equivocado.
        C0 ¿Qué plazo de preaviso tiene el plan anual para cancelar?
        D- Faltaba una pata de la mesa en la entrega y el repartidor se fue.
        R- En vez de un reembolso me dieron un vale.
        P+ Me alegraron el día, qué detalle tan amable, ¡gracias!
        """
}
