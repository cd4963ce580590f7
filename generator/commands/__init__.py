"""The commands of `keytasks`, and what each prints in the terminal."""
