"""总览 Overview: the first findings, the domains, the latest figures, how complete the data is."""

from anjian.screen.show import headline, show

headline()
show("latest_tiles")
show("latest_grid")
show("coverage")
