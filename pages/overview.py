"""总览 Overview: the first findings, the domains, the changes, the latest figures, what is new, how complete it is."""

from anjian.screen.show import headline, show

headline()
show("latest_tiles")
show("changes")
show("latest_grid")
show("news")
show("coverage")
