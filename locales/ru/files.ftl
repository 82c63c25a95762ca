# Почему содержимое файла не пришло. Коды: FetchFailed и FileLost.
file-lost-too-large = слишком большой
file-lost-forbidden = нет доступа
file-lost-gone = файла больше нет
file-lost-unreachable = не удалось скачать
