"""The words by which mail programs mark what is not new. Data alone: Russian and English in full, others in passing."""

import re

WROTE = (
    r"wrote|writes|said|sent|schrieb|geschrieben|a écrit|écrit|escribió|ha scritto|scrisse|schreef|geschreven|escreveu|"
    r"skrev|skreiv|napisał\(?a?\)?|napisana|pisze|napsal\(?a?\)?|napísal\(?a?\)?|kirjoitti|írta|yazdı|a scris|"
    r"написав|написала|пише|написа|έγραψε|đã viết|napisao|napisala|написао(?:/ла)?|menulis|va escriure|kirjutas|rašė|"
    r"rakstīja|כתב(?:/ה)?|كتب|"
    r"написал(?:\(а\)|а|и)?|пишет|писал(?:\(а\)|а|и)?|пишете|сообщил(?:\(а\)|а)?"
)
WRITTEN = r"เขียนว่า|写道|寫道|님이 작성|작성|作成|のメール|のメッセージ"
"""No space stands before these."""
MONTHS = (
    r"jan|feb|mar|apr|may|maj|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек|"
    r"januar|mär|mai|okt|dez|janv|fév|mars|avr|juin|juil|août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|mei|maa|"
    r"stycz|lut|kwie|czer|lip|sier|wrze|paźd|list|grud|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|"
    r"tammik|helmik|maalisk|huhtik|toukok|kesäk|heinäk|elok|syysk|lokak|marras|jouluk|"
    r"ocak|oca\b|şub|nis|haz|tem|ağu|eyl|ekim|eki\b|kas|aral|ara\b|ledn|února|březn|dubn|květ|července?|srpn|září|říjn|"
    r"prosin|márc|ápr|máj|jún|júl|szep|ian\.|iun|iul|noie|noi\b|яну|юни|юли|сеп|ное|"
    r"ιαν|φεβ|μαρ|απρ|μα[ΐι]|ιο[υύ][νλ]|αυγ|σεπ|οκτ|νοε|δεκ|thg|tháng"
)
DATE = re.compile(
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}|"
    rf"\d{{1,2}}(?:\.|st|nd|rd|th)?[ -](?:de )?(?:{MONTHS})|(?:{MONTHS})\w{{0,7}}\.?[ -]\d{{1,2}}|\d{{4}}[年년]|"
    rf"\d{{1,2}}\.? (?:de |di )?[^\W\d_][\w.]{{1,12}}\.? (?:de )?(?:19|20)\d\d|"
    rf"\d{{1,2}}\. \d{{1,2}}\. \d{{4}}|\d{{4}}\. (?:\d{{1,2}}|(?:{MONTHS})\w{{0,7}})\. \d{{1,2}}\.",
    re.IGNORECASE,
)
TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?!\.?\d)|\bg\.\s?\d|\bг\.")
MAIL = re.compile(r"[^\s@<>]@[^\s@<>]")
IN_BRACKETS = re.compile(r"<[^\s<>@]{1,64}@[^\s<>@]{1,250}>")
VERB = re.compile(rf"(?:^|[\s>)\"»,*_]|--)(?:{WROTE})(?![\w-])|{WRITTEN}", re.IGNORECASE)
VERB_LAST = re.compile(
    rf"(?:(?:^|[\s>)\"»,*_]|--)(?:{WROTE})|{WRITTEN})[^\w:]{{0,3}}[\s*_-]{{0,10}}[:：]?[\s*_-]{{0,10}}$", re.IGNORECASE
)
NAME_TIME = re.compile(
    r"[\s*_]{0,4}(?:\w[\w.'’/-]{0,25} ){2,4}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|"
    r"kirjoitti|написал(?:\(а\)|а)?) (?:.{0,20} )?"
    r"\d.{4,60}\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?\s{0,2}[:：]$"
    r"|.{0,60}\b(?:вы писали|you wrote)\b.{0,40}\d{1,2}:\d{2}(?::\d{2})?:$",
    re.IGNORECASE,
)
"""Who, the verb, the day and the time: Notes, The Bat. A program that "says" or "writes" something is none of these."""
WROTE_LAST = re.compile(r"\b(?:wrote|writes):\s*$", re.IGNORECASE)
MAIL_LAST = re.compile(
    r"[^\s@<>]@[^\s@<>]{1,200}?[>)\]\"']{1,3}[\s*_]{0,3}[:：]?[\s*_]{0,3}$|[^\s@<>]@[^\s@<>]{1,200}:$"
)
BEGINS = re.compile(
    r"[\s>*_\"'«(-]{0,12}(?:"
    r"(?:on|le|am|el|il|op|em|den|på|w dniu|dnia|dne|dňa|a\(z\)|în|in data|на|στις|vào|в|у)\b|"
    r"(?:po|út|ut|st|čt|št|pá|pi|so|ne|ma|ti|ke|to|pe|la|su|pon|wt|śr|czw|pt|sob|ndz?)\.?,? \d|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|среду|четверг|пятница|пятницу|"
    r"суббота|субботу|воскресенье|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim)\w{0,6}[,.]|"
    r"\d{1,2}[./ -]|\d{4}[./-]|quoting|zitat von|citando|quoted|цитирую|пользователь|вы писали|вы пишете|you wrote|"
    rf"(?:{MONTHS})\w{{0,7}}\.? \d"
    r")",
    re.IGNORECASE,
)
YOU_WROTE = re.compile(r"[\s*_]{0,3}(?:вы писали|вы пишете|you wrote|du schriebst|sie schrieben)\b", re.IGNORECASE)
QUOTING = re.compile(r"(?:quoting|zitat von|citando|quoted from|цитирую)\b", re.IGNORECASE)

ORIGINAL = re.compile(
    r"[\s>*]{0,8}[-_=*][-_=*\s]{1,60}(?:original message|original appointment|reply message|replied message|"
    r"original mail|исходное сообщение|исходное письмо|оригинальное сообщение|первоначальное сообщение|"
    r"исходная встреча|"
    r"початкове повідомлення|оригінальне повідомлення|ursprüngliche nachricht|originalnachricht|antwort nachricht|"
    r"message d'origine|message d’origine|message original|message initial|mensaje original|messaggio originale|"
    r"oorspronkelijk bericht|mensagem original|oprindelig (?:meddelelse|besked)|ursprungligt meddelande|"
    r"opprinnelig melding|wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-?mail)|pôvodná správa|"
    r"alkuperäinen viesti|orijinal (?:mesaj|ileti)|özgün ileti|eredeti üzenet|mesaj original|αρχικό μήνυμα|"
    r"оригинално съобщение|原始邮件|原始郵件|元のメッセージ|원본 (?:이메일|메시지|메일))"
    r"\W{0,3}[\s*]{0,3}[-_=*]{2,}",
    re.IGNORECASE,
)
FORWARD = re.compile(
    r"[\s*_=-]{0,60}(?:forwarded message|begin forwarded message|forwarded by|пересылаемое сообщение|"
    r"пересланное сообщение|перенаправленное сообщение|переадресованное сообщение|начало переадресованного сообщения|"
    r"начало пересылаемого сообщения|переслане повідомлення|weitergeleitete nachricht|"
    r"anfang der weitergeleiteten (?:e-?mail|nachricht)|message transféré|début du message (?:réexpédié|transféré)|"
    r"mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|przekazana wiadomość|"
    r"mensagem reencaminhada|wiadomość przekazana dalej|videresendt (?:meddelelse|besked|melding)|"
    r"start på videresendt besked|vidarebefordrat (?:meddelande|brev)|vidarebefordrat mejl|přeposlaná zpráva|"
    r"preposlaná správa|välitetty viesti|edelleenlähetetty viesti|iletilen (?:mesaj|ileti)|"
    r"yönlendirilen (?:mesaj|ileti)|továbbított üzenet|mesaj (?:redirecționat|transmis)|препратено съобщение|"
    r"转发的邮件|轉寄的?郵件|"
    r"転送(?:された)?メッセージ|전달된 메시지)(?P<end>[\s*]{0,3}(?::|[-_=]{2,}).*)?[\s*]*$",
    re.IGNORECASE,
)
ABOVE = re.compile(
    r"\W{0,12}.{0,40}\b(?:(?:reply|type your reply|respond|write)\b.{0,20}\babove (?:this|the) (?:line|marker)|"
    r"(?:пишите|ответ\w*|напишите|введите)\b.{0,30}\bвыше этой (?:линии|строки|черты))",
    re.IGNORECASE,
)
TITLED = re.compile(r"[\s>*]{0,8}[-_=*]{2,40}[^-_=*].{2,60}[-_=*]{2,40}[\s*]{0,4}$")
"""Words between rules: above repeated headers they are a heading of these, whatever the language."""
RULE = re.compile(r"[\s_=*\u2012-\u2015-]{5,}$")

ROLES = {
    "from": "from", "от": "from", "от кого": "from", "отправитель": "from", "від": "from", "von": "from", "de": "from",
    "da": "from", "van": "from", "fra": "from", "från": "from", "od": "from", "发件人": "from", "差出人": "from",
    "sent": "date", "date": "date", "отправлено": "date", "дата": "date", "дата отправки": "date", "когда": "date",
    "надіслано": "date", "gesendet": "date", "datum": "date", "envoyé": "date", "envoyé le": "date", "enviado": "date",
    "enviado el": "date", "enviada em": "date", "fecha": "date", "inviato": "date", "data": "date", "verzonden": "date",
    "sendt": "date", "dato": "date", "skickat": "date", "wysłano": "date", "odesláno": "date", "发送时间": "date",
    "to": "to", "кому": "to", "получатель": "to", "an": "to", "à": "to", "para": "to", "a": "to", "aan": "to",
    "til": "to", "till": "to", "do": "to", "komu": "to", "收件人": "to", "宛先": "to",
    "cc": "cc", "bcc": "cc", "копия": "cc", "скрытая копия": "cc", "копія": "cc", "kopie": "cc", "kopi": "cc",
    "cci": "cc", "dw": "cc", "抄送": "cc", "reply-to": "cc", "ответить": "cc", "attachments": "cc", "вложения": "cc",
    "importance": "cc", "важность": "cc", "organization": "cc", "priority": "cc", "reply to": "cc",
    "subject": "subject", "тема": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject",
    "assunto": "subject", "oggetto": "subject", "onderwerp": "subject", "emne": "subject", "ämne": "subject",
    "temat": "subject", "předmět": "subject", "主题": "subject", "件名": "subject",
    "lähettäjä": "from", "kimden": "from", "gönderen": "from", "feladó": "from", "de la": "from", "από": "from",
    "寄件者": "from", "寄件人": "from", "發件人": "from", "보낸 사람": "from", "발신": "from", "remetente": "from",
    "lähetetty": "date", "päivämäärä": "date", "gönderildi": "date", "gönderilen": "date", "tarih": "date",
    "elküldve": "date", "dátum": "date", "trimis": "date", "στάλθηκε": "date", "ημερομηνία": "date",
    "изпратено": "date", "odoslané": "date", "enviada": "date", "寄件日期": "date", "傳送時間": "date", "日期": "date",
    "時間": "date", "送信日時": "date", "日時": "date", "日付": "date", "보낸 날짜": "date", "날짜": "date",
    "vastaanottaja": "to", "saaja": "to", "kime": "to", "alıcı": "to", "címzett": "to", "către": "to", "προς": "to",
    "до": "to", "收件者": "to", "받는 사람": "to", "받은 사람": "to", "destinatário": "to",
    "aihe": "subject", "konu": "subject", "tárgy": "subject", "subiect": "subject", "θέμα": "subject",
    "относно": "subject", "predmet": "subject", "主旨": "subject", "主題": "subject", "제목": "subject",
    "kopia": "cc", "kópia": "cc", "kopio": "cc", "copia": "cc", "cópia": "cc", "副本": "cc", "참조": "cc",
}  # fmt: skip

BRIEF = re.compile(
    r"[\s*_]{0,4}(?:best|cheers|rgds|br|kr|b/?r|vg|lg|bests|hilsen|groeten|groetjes|saygılar|take care|"
    r"thanks (?:and|&) (?:best |kind |warm )?regards|"
    r"thank you (?:and|&) (?:best |kind |warm )?regards|thx & br|со всем уважением|до связи|удачи)[\s,.!*_]{0,4}$",
    re.IGNORECASE,
)
"""Closings that are words like any other, so only a name below makes them one."""
THANKS = re.compile(
    r"[\s*_]{0,4}(?:(?:many |with )?thanks|thank you(?: very much| so much| in advance)?|большое спасибо|спасибо|"
    r"благодарю|vielen dank|danke|merci)[\s,.!*_]{0,4}$",
    re.IGNORECASE,
)
NAME = re.compile(
    r"[\s*_]{0,4}[A-ZÀ-ÞĀ-ſА-ЯЁІЇЄҐΑ-Ω][\w.'’-]{0,25}(?: [A-ZÀ-ÞĀ-ſА-ЯЁІЇЄҐΑ-Ω(][\w.'’)-]{0,25}){0,3}[\s*_,]{0,4}$"
)
CONTACT = re.compile(
    r"[^\s@]@[^\s@]|https?://|\bwww\.|(?:\+|\btel|\bphone|\bmob|\bт(?:ел)?[.:]|\bфакс|\bдоб\.).{0,12}\d|"
    r"\(\d{3,5}\) ?\d|\d{3}[ -]\d{2}[ -]\d{2}",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"[\s*_]{0,4}(?:с (?:искренним |глубоким |большим |безграничным )?уважением|с ув(?:\.|аж\.)|"
    r"с (?:наилучшими|лучшими|добрыми) пожеланиями|всего (?:доброго|хорошего|наилучшего)|хорошего (?:дня|вечера)|"
    r"искренне ваш\w{0,2}|заранее (?:спасибо|благодар\w{1,5})(?= ?[,!.]? ?$)|с благодарностью|з повагою|"
    r"(?:with )?(?:best|kind|kindest|warm|warmest|many|sincere)(?: (?:personal|and warm))? (?:regards|wishes)|"
    r"all the best|(?:with )?regards|yours (?:sincerely|truly|faithfully)|sincerely(?: yours)?|respectfully|cordially|"
    r"mit freundlichen gr(?:ü|ue)(?:ß|ss)en|mit freundlichem gru(?:ß|ss)|"
    r"(?:viele|beste|liebe|freundliche) gr(?:ü|ue)(?:ß|ss)e|"
    r"mfg|bien à vous|(?:bien )?cordialement|(?:sincères|meilleures) salutations|un saludo|"
    r"saludos(?: cordiales)?|atentamente|cordiali saluti|distinti saluti|(?:met )?vriendelijke groet(?:en)?|"
    r"atenciosamente|"
    r"(?:com os )?(?:melhores )?cumprimentos|(?:med )?vennlig hilsen|(?:med )?venlig hilsen|"
    r"(?:med )?vänliga hälsningar|mvh|z poważaniem|pozdrawiam|s pozdrav[eo]m|(?:ystävällisin )?terveisin|"
    r"saygılarımla|iyi çalışmalar|üdvözlettel|cu stimă)(?P<rest>.*)$",
    re.IGNORECASE,
)
DEVICE = re.compile(
    r"[\s*_>(<]{0,4}(?:sent (?:wirelessly )?(?:from|with|via|using|by) \S|"
    r"from my (?:iphone|ipad|phone|mobile)|get \w+ for (?:ios|android)|yahoo mail:|"
    r"(?:get|download|télécharger|obtenir|descargar|obtener|obter o|transferir o|scarica|ottieni|holen sie sich|"
    r"pobierz(?: aplikację)?|hämta|hent|hanki|скачать|скачайте|получить|получите|завантажити|отримати) outlook\b|"
    r"outlook voor \w+ downloaden|"
    r"отправлено (?:с|со|из|через|при помощи|с помощью|от) \S|отправлено \S+ (?:почтой|mail)|послано (?:с|из) \S|"
    r"написано (?:с|из) (?:моего|мобильн)|письмо отправлено (?:с|из) \S|"
    r"надіслано (?:з|із) \S|gesendet (?:von|mit|aus) \S|von meinem \S+(?: \S+){0,3} gesendet|"
    r"diese nachricht wurde von mein|envoyé (?:sans fil|de|depuis|à partir de|avec|par) \S|"
    r"enviado (?:desde|do|con|a partir do|pelo) \S|inviato (?:da|dal) \S|"
    r"(?:verzonden|verstuurd) (?:vanaf|met|via|vanuit) \S|sendt fra \S|skickat från \S|wysłan[eo]? z \S|"
    r"odesláno z \S|odoslané z \S|lähetetty (?:iphone|ipad|samsung|android|puhelime|outlook)\S*|"
    r"(?:iphone|ipad|samsung|android|outlook)\S{0,20}(?: \S{1,20}){0,3} gönderildi|"
    r"[发發]自我的|從我的 ?\S+ ?傳送|\S{1,30}から送信|(?:나의|내) \S+에서 보냄)",
    re.IGNORECASE,
)
SCANNED = re.compile(
    r"[\s*_]{0,4}(?:это сообщение проверено на вирусы|без вирусов|проверено (?:антивирусом|avast)|virus-free|"
    r"this email has been (?:checked|scanned)|this e-?mail is free from viruses|"
    r"(?:you are receiving|you received) this (?:message|email|e-mail) because|"
    r"вы получили это (?:письмо|сообщение), (?:так как|потому что|поскольку)|чтобы отписаться)",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"[\s*_]{0,4}(?:confidentiality(?: notice)?|disclaimer|legal notice|privileged and confidential|"
    r"(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication)\b.{0,60}"
    r"\b(?:confidential|intended|privileged)|"
    r"(?:это|данное|настоящее) (?:электронное )?(?:сообщение|письмо)\b.{0,80}\b(?:конфиденциал|предназнач)|"
    r"(?:информация|сведения), содержащ\w{2,4} в (?:этом|данном|настоящем)|уведомление о конфиденциальности|"
    r"please consider the environment|подумайте об окружающей среде|прежде чем (?:рас)?печатать)",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(r"\s{0,4}(?:p\.? ?p?\.?s\b|п\.? ?с\.|з\.? ?ы\.?\b|постскриптум)", re.IGNORECASE)
LIST_FOOTER = re.compile(
    r"mailing list|unsubscribe|рассылк|отписаться|https?://\S*(?:listinfo|mailman|groups)", re.IGNORECASE
)
