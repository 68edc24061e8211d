"""What takes more than one page: importing, exporting, copying for AO3, and the dialogs that open from anywhere."""
