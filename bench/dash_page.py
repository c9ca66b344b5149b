"""Deaths of four districts in Dash, done well: a rollup in memory, one query, plain dicts. Run by bench/run.py."""

import json
import os
import sys
from pathlib import Path

import duckdb
from dash import Dash, Input, Output, dcc, html

DATA = Path(os.environ["ANJIAN_DATA"])
LABELS = json.loads(Path(os.environ["ANJIAN_BENCH_LABELS"]).read_text(encoding="utf-8"))
CHARTS = [f"chart-{n}" for n in range(4)]
ROLLUP = """create table rollup as
select d.name_zh as name, d."order" as place, f.measure, f.basis, f.period_end as ends, sum(f.value) as value
from read_csv(?, union_by_name = true, header = true, types = {'value': 'double', 'period_end': 'date'}) f
join read_csv(?, header = true) d on d.id = f.district
where f.sector = 'all' and f.grade = 'all'
group by all
order by f.measure, d."order", ends"""
CHOSEN = """select place, name, basis, list(ends::varchar order by ends) as x, list(value order by ends) as y
from rollup
where measure = 'deaths' and list_contains(?, place) and (len(?) = 0 or list_contains(?, year(ends)))
group by place, name, basis
order by place, basis"""

database = duckdb.connect()
database.execute(ROLLUP, [[str(DATA / f"{d}.csv") for d in LABELS["domains"]], str(DATA / "districts.csv")])
places = [
    place
    for (place,) in database.execute(
        'select "order" from read_csv(?, header = true) order by 1', [str(DATA / "districts.csv")]
    ).fetchall()
]
opening = [LABELS["d-zh"].index(label) for label in LABELS["opening"]]

app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Dropdown(
            [{"label": label, "value": n} for n, label in enumerate(LABELS["d-zh"])],
            opening, multi=True, id="districts",
        ),
        dcc.Checklist([int(y) for y in LABELS["y-zh"]], [], id="years", inline=True),
        html.Div([dcc.Graph(id=chart, config={"displayModeBar": False}, style={"width": "25%"}) for chart in CHARTS],
                 style={"display": "flex"}),
    ]
)  # fmt: skip


@app.callback([Output(chart, "figure") for chart in CHARTS], Input("districts", "value"), Input("years", "value"))
def charts(districts: list[int], years: list[int]) -> list[dict]:
    """Return the four figures of a selection."""
    chosen = ([places[n] for n in districts] or places)[: len(CHARTS)]
    with database.cursor() as cursor:
        rows = cursor.execute(CHOSEN, [chosen, years, years]).fetchall()
    return [_figure([row for row in rows if row[0] == place]) for place in chosen]


def _figure(rows: list[tuple]) -> dict:
    lines = [{"type": "scatter", "mode": "lines+markers", "name": basis, "x": x, "y": y} for *_, basis, x, y in rows]
    title = rows[0][1] if rows else ""
    return {"data": lines, "layout": {"title": {"text": title}, "height": 300}}


if __name__ == "__main__":
    app.run(port=int(sys.argv[1].split("=")[1]), debug=False)
