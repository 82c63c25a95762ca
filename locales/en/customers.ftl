# Companies, contacts, contracts, sites, equipment: columns of files, import and export.
customers-field = { $field ->
        [number] Number
        [name] Name
        [zone] Time zone
        [level] SLA level
        [email] Email
        [company] Company
        [person] Full name
        [position] Position
        [phone] Phone
        [valid_from] Valid from
        [valid_until] Valid until
        [sites] Sites
        [address] Address
        [serial] Serial number
        [model] Model
        [site] Site
       *[other] { $field }
    }
customers-new = Line { $line }, { $what }: { $dry ->
        [yes] would be added
       *[no] added
    }
customers-new-too = Line { $line }, { $what }: { $dry ->
        [yes] would be added; of this person would change
       *[no] added; of this person changed
    } { $fields }
customers-changed = Line { $line }, { $what }: { $dry ->
        [yes] would change
       *[no] changed
    } { $fields }
customers-unchanged = Line { $line }, { $what }: unchanged
customers-wrong = Line { $line }, { $what }: { $dry ->
        [yes] would be passed over
       *[no] passed over
    }. { $why }
customers-total = { $dry ->
        [yes] Dry run, nothing was written.
       *[no] Done.
    } New: { $new }, changed: { $changed }, unchanged: { $unchanged }, wrong: { $wrong }.
customers-given = { $count ->
        [one] { $count } line written
       *[other] { $count } lines written
    }: { $file }
customers-flaw-absent = The file { $file } cannot be read. Check its name and its permissions
customers-flaw-large = The file is too large: { $megabytes } MB and { $lines } lines at most. Split it
customers-flaw-encoding = The file is not in UTF-8. Save the table as “CSV UTF-8”
customers-flaw-binary = This is no CSV. Save the table as “CSV UTF-8”
customers-flaw-empty = The file is empty. It needs columns: { $columns }
customers-flaw-column = The column “{ $column }” is not known. There are: { $columns }
customers-flaw-twice = The column “{ $column }” is there twice. Keep one
customers-flaw-lacking = The column “{ $field }” is missing, and lines cannot be told apart without it. Add it
customers-flaw-broken = Line { $line } is damaged: most likely a quotation mark is not closed. Mend it
refusal-known = That is here already.
refusal-record = { $problem ->
        [empty] “{ $field }”: must be filled in.
        [long] “{ $field }”: too long.
        [mail] “{ $field }”: “{ $value }” does not look like a mail address.
        [day] “{ $field }”: there is no date “{ $value }”. For example: 2026-12-31
        [zone] “{ $field }”: there is no zone “{ $value }”. For example: Europe/Moscow
        [level] “{ $field }”: the profile has no level “{ $value }”.
        [unknown] “{ $field }”: “{ $value }” is not here. Add it first.
        [separator] “{ $field }”: “{ $value }” must have no commas or semicolons.
        [reversed] “{ $field }”: { $value } comes before the beginning.
        [nowhere] “{ $field }”: name a site or a company.
        [elsewhere] “{ $field }”: “{ $value }” belongs to another company.
        [fixed] “{ $field }”: this is an agent, and “{ $value }” is changed in Slack.
        [crowded] More cells than columns.
        [repeated] “{ $field }”: was on line { $value } already.
        [contradicted] “{ $field }”: line { $value } calls this person something else.
       *[other] “{ $field }”: “{ $value }” does not fit.
    }
