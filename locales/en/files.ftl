# Why the content of a file did not arrive. The codes are those of FetchFailed and FileLost.
file-lost-too-large = it is too large
file-lost-forbidden = access denied
file-lost-gone = the file is gone
file-lost-unreachable = it could not be downloaded
