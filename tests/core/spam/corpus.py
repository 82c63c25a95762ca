"""Letters of our own invention, Russian and English, good and bad: sentences by topic, thrown together by dice."""

from random import Random

SPAM = (
    "Кредит без отказа на выгодных условиях, одобрение за пять минут", "Займ на карту без справок и поручителей",
    "Скидки до 70% только сегодня, успейте заказать", "Предлагаем базы email адресов вашего региона для рассылки",
    "Заработок в интернете от 150000 рублей в месяц без вложений", "Продвижение сайта в топ Яндекса, гарантия позиций",
    "Вы выиграли приз, подтвердите получение по ссылке http://priz-lotto.example/win",
    "Казино дарит бонус и бесплатные вращения http://casino-bonus.example", "Семинар для бухгалтеров, запись открыта",
    "Дешёвые реплики швейцарских часов с доставкой", "Congratulations, you have been selected for an exclusive prize",
    "Cheap pills without prescription http://pills.example/buy", "Earn money from home, no experience needed",
    "Boost your website ranking with our guaranteed backlinks", "Limited offer, huge discounts on replica watches",
    "Dear friend, I need your help to transfer eleven million dollars", "Unsubscribe from this mailing list here",
    "Get a loan today with instant approval and low interest", "Invest in crypto now and double your income weekly",
)  # fmt: skip
GOOD = (
    "Не печатает принтер в кабинете двести пять, горит красная лампочка",
    "Сайт не открывается, ошибка 503 с самого утра",
    "Прошу выставить счёт за обслуживание и прислать закрывающие документы",
    "Забыл пароль от почты, помогите восстановить",
    "После обновления программа не запускается, снимок экрана во вложении", "Не приходят уведомления о новых заказах",
    "Добавьте, пожалуйста, нового сотрудника в систему", "Когда заработает телефония в нашем офисе",
    "Подскажите, как изменить реквизиты в договоре", "Вентилятор на третьей линии гудит и останавливается",
    "Форма обратной связи на сайте не отправляет сообщения", "Срок сертификата истекает завтра, продлите его",
    "The printer on the second floor does not print", "I cannot log in after the password reset",
    "Please send us the invoice for last month", "The report page shows an error when I choose the period",
    "Our phones have no dial tone since this morning", "How can I change the delivery address in my order",
    "The export to Excel loses the last column", "Could you restore the file that was deleted yesterday",
)  # fmt: skip
GREETINGS = ("Здравствуйте!", "Добрый день,", "Hello,", "Уважаемые коллеги!", "Dear support team,", "")
ENDINGS = (
    "С уважением, Ольга",
    "Спасибо заранее",
    "Best regards, John",
    "Жду ответа, +7 900 123-45-67",
    "Thank you",
    "",
)


def letter(dice: Random, topics: tuple[str, ...]) -> str:
    told = " ".join(word for topic in dice.sample(topics, 3) for word in topic.split() if dice.random() > 0.15)
    return f"{dice.choice(GREETINGS)} {told} {dice.choice(ENDINGS)}"


def letters(seed: int, topics: tuple[str, ...], count: int) -> list[str]:
    dice = Random(seed)
    return [letter(dice, topics) for _ in range(count)]
