"""keytasks: the generator of the site on China's annual key-tasks notices."""

__version__ = "0.1.0"
