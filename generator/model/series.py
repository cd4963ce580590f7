"""A series of annual notices and what is known of it as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.facts import FactState


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """An official page that explains a notice (政策解读), and how sure its address is."""

    title: str
    url: str
    state: FactState


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesMember:
    """A notice known to belong to a series, whether its text is held or not.

    `form` says how the notice is built; `official_url` is an address of its official page, and
    `official_url_state` how sure that address is; `copies` are addresses of the same text on other
    official sites, with which it can be compared.
    """

    id: str
    number: str | None
    state: FactState
    copies: tuple[str, ...] = ()
    form: str | None = None
    note: str | None = None
    official_url: str | None = None
    official_url_state: FactState = FactState.UNKNOWN
    interpretations: tuple[Interpretation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWords:
    """What a site says of itself in its owner's words; None where the generator's own words do.

    `hints` say how one can search, a line each, with examples of the series' own. `lead` may have the
    places {first} and {last}, the years of the series' first and last notice;
    `lead_en`, the same in English, besides {year}, {sections} and {tasks} of the newest text held.
    """

    brand: str | None = None
    description: str | None = None
    lead: str | None = None
    lead_en: str | None = None
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesOutline:
    """A series of the site, whichever `series.yml` names first: what all of them have alike.

    `name` is what a list calls it (云溪省): its own name, else its label, else its title.
    """

    id: str
    name: str
    title: str
    issuer: str | None
    members: tuple[SeriesMember, ...]
    absent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedSeries:
    """A document or a series that is none of the members: what came after, what is of the same kind.

    `id` is there where the content holds notices of it; `label` is what stands before their year
    (云溪省2022年), its title where it has none; `official_hosts`, `name`, `members`, `absent` as in
    `Series`.
    """

    title: str
    id: str | None = None
    label: str | None = None
    name: str | None = None
    members: tuple[SeriesMember, ...] = ()
    absent: str | None = None
    issuer: str | None = None
    number: str | None = None
    note: str | None = None
    state: FactState = FactState.UNKNOWN
    official_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series of annual notices (年度重点任务), members oldest first.

    `fiction` marks an invented one, which never stands in the real site. `absent` says of which
    years none was found; `after` are documents that followed, `siblings` series of the same kind,
    `others` those of which the content holds notices beside its own. `contact` is where readers can
    tell the owner of the site what is wrong: an address of a page or of mail; `licence` says how the
    site's own words and data may be used. `official_hosts` are the
    machines whose pages are the issuer's own or those of who publishes for it: a text can be official
    by them alone. `site` is what the site says of itself. Where there are several series, `name` is
    what a list calls this one, and `label`, if it has one, stands before the year of its notices.
    """

    id: str
    title: str
    title_en: str
    issuer: str
    members: tuple[SeriesMember, ...]
    fiction: bool
    absent: str | None = None
    after: tuple[RelatedSeries, ...] = ()
    siblings: tuple[RelatedSeries, ...] = ()
    others: tuple[RelatedSeries, ...] = ()
    contact: str | None = None
    licence: str | None = None
    official_hosts: tuple[str, ...] = ()
    site: SiteWords = SiteWords()
    name: str | None = None
    label: str | None = None

    def outlines(self) -> tuple[SeriesOutline, ...]:
        """The content's own series, then the others of which it can hold notices, as declared."""
        every: tuple[Series | RelatedSeries, ...] = (self, *self.others)
        return tuple(
            SeriesOutline(
                id=one.id,
                name=one.name or one.label or one.title,
                title=one.title,
                issuer=one.issuer,
                members=one.members,
                absent=one.absent,
            )
            for one in every
            if one.id
        )

    def hosts_of(self, series: str) -> frozenset[str]:
        """The machines whose pages are official for the notices of `series`, its own or another."""
        if series == self.id:
            return frozenset(self.official_hosts)
        return frozenset(h for o in self.others if o.id == series for h in o.official_hosts)

    def name_of(self, series: str) -> str:
        """What stands before the year of a series' notices: its label; of another, else its title."""
        if series == self.id:
            return self.label or ""
        found = (o.label or o.title for o in self.others if o.id == series)
        return next(found, series)

    def member(self, notice: str) -> SeriesMember | None:
        """Return the member of any series with the id `notice`, None where no list of members has it."""
        every = (member for one in self.outlines() for member in one.members)
        return next((member for member in every if member.id == notice), None)
