"""Other people's formats, in and out: files to and from domain objects, without SQL or Qt."""
