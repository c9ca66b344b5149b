"""区县画像 Profile: one district, everything that is known of it, and what cannot be computed."""

from anjian.screen.show import show

show("totals")
show("hazard_chain")
show("fine_chain")
show("series")
show("computed")
show("refused")
show("targets")
show("events")
show("documents")
