"""The page as one writes it first: every file read on every rerun, pandas, plotly express. Run by bench/run.py."""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st
from bar import bar, labels

DATA = Path(os.environ["ANJIAN_DATA"])
CHARTS = 4
TILES = ("deaths", "inspections", "fine_amount", "people_trained")

st.set_page_config("朴素", layout="wide")
positions, years = bar()
st.title("区县安全生产")

districts = pd.read_csv(DATA / "districts.csv").sort_values("order")
figures = pd.concat([pd.read_csv(DATA / f"{d}.csv").assign(domain=d) for d in labels()["domains"]], ignore_index=True)
figures = figures.merge(districts[["id", "name_zh"]], left_on="district", right_on="id")
figures["end"] = pd.to_datetime(figures["period_end"])
figures["year"] = figures["end"].dt.year
if positions:
    figures = figures[figures["district"].isin(districts["id"].iloc[positions])]
if years:
    figures = figures[figures["year"].isin(years)]
totals = figures[(figures["sector"] == "all") & (figures["grade"] == "all")]

for column, measure in zip(st.columns(len(TILES)), TILES, strict=True):
    column.metric(measure, f"{totals.loc[totals['measure'] == measure, 'value'].sum():,.0f}")

shown = positions[:CHARTS] or range(CHARTS)
deaths = totals[totals["measure"] == "deaths"].groupby(["district", "end", "basis"], as_index=False)["value"].sum()
for column, place in zip(st.columns(CHARTS), shown, strict=False):
    district = districts.iloc[place]
    values = deaths[deaths["district"] == district["id"]]
    chart = px.line(values, x="end", y="value", color="basis", markers=True, title=district["name_zh"], height=300)
    column.plotly_chart(chart, key=f"chart-{place}")

st.dataframe(totals.pivot_table(index=["name_zh", "year"], columns="measure", values="value", aggfunc="sum"))
