"""Small data that can be done in the head. Tests copy it and plant their fault; the curated data is opened by name."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from anjian import config as configuration
from anjian.config import ROOT

_state = tempfile.TemporaryDirectory(prefix="anjian-state-")  # tests leave the checkout's own state alone
os.environ["ANJIAN_STATE"] = _state.name


def pytest_sessionfinish() -> None:
    """Take the state away: the workers of a run end without what Python does at its end."""
    _state.cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a test in a real browser once more where it fails: a busy machine is no fault of the page.

    What is broken fails twice. The result names and counts what was tried again.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


settings.register_profile("steady", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("steady")

TINY = {
    "sources": """id,title,publisher,published_on,kind,verification,visibility,url,note
early,甲乙两区2023年通报,某市应急管理局,2024-01-10,bulletin,official,public,,
late,甲乙两区2024年通报,某市应急管理局,2025-01-10,bulletin,official,public,,
copied,甲区2023年总结,甲区应急管理局,,summary,copy,public,,
""",
    "districts": """id,code,name_zh,name_en,city,province,level,kind,order,valid_from,valid_to
city_a,000101,甲区,A,某市,某省,district,district,10,,
city_b,000102,乙区,B,某市,某省,district,district,20,,
city_zone,,某高新区,Zone,某市,某省,district,development_zone,30,,
""",
    "measures": """id,domain,unit,kind,zh,en,aliases
inspections,inspections,家次,flow,检查家次,Inspection visits,
hazards_found,inspections,条,flow,发现隐患,Hazards found,
hazards_rectified,inspections,条,flow,整改隐患,Hazards rectified,
cases_filed,fines,起,flow,立案查处案件,Cases filed,
penalties,fines,次,flow,行政处罚,Penalties,
fine_amount,fines,元,flow,罚款金额,Fines,
accidents,accidents,起,flow,事故起数,Accidents,
deaths,accidents,人,flow,死亡人数,Deaths,
shelters,preparedness,个,stock,避难场所,Shelters,
people_trained,training,人,flow,培训人数,People trained,
exam_pass_rate,training,%,flow,考试通过率,Exam pass rate,
residents,denominators,人,stock,常住人口,Residents,
""",
    "sectors": "id,zh,en\nall,全部行业,All sectors\nhazardous_chemicals,危险化学品,Hazardous chemicals\n",
    "bases": "id,zh,en\nstated,按原文,As stated\nfiled,立案,Cases filed\nhandled,查办,Cases handled\n"
    "production,生产安全事故,Work accidents\nall_kinds,各类事故,All kinds\n",
    "series": """id,district,name_zh,name_en,counted_by,campaign,scope,parent
statistics,,事故统计,Accident statistics,statistics,,total,
a_bureau,city_a,甲区应急管理局,Bureau A,bureau,,total,
a_campaign,city_a,甲区大检查,Campaign A,bureau,大检查,overlaps,a_bureau
a_part,city_a,甲区其中数,Part of A,bureau,,within,a_bureau
b_bureau,city_b,乙区应急管理局,Bureau B,bureau,,total,
""",
    "denominators": """district,date,measure,value,qualifier,source,note
city_a,2020-11-01,residents,500000,exact,early,
city_b,2023-12-31,residents,200000,exact,early,
""",
    "inspections": """district,period_start,period_end,measure,sector,series,basis,value,source,as_written
city_a,2023-01-01,2023-06-30,inspections,all,a_bureau,stated,100,early,检查100家次
city_a,2023-01-01,2023-06-30,hazards_found,all,a_bureau,stated,250,early,隐患250条
city_a,2023-01-01,2023-06-30,hazards_rectified,all,a_bureau,stated,240,early,整改240条
city_a,2023-01-01,2023-06-30,inspections,all,a_campaign,stated,40,early,检查40家次
city_b,2023-01-01,2023-12-31,hazards_found,all,b_bureau,stated,90,early,隐患90条
""",
    "fines": """district,period_start,period_end,measure,sector,series,basis,value,source,as_written
city_a,2023-01-01,2023-06-30,cases_filed,all,a_bureau,filed,8,early,立案8起
city_a,2023-01-01,2023-06-30,cases_filed,hazardous_chemicals,a_bureau,filed,2,early,其中危化品2起
city_a,2023-01-01,2023-06-30,fine_amount,all,a_bureau,stated,400000,early,罚款40万元
city_b,2023-01-01,2023-12-31,cases_filed,all,b_bureau,handled,10,early,查办10起
city_b,2023-01-01,2023-12-31,penalties,all,b_bureau,stated,5,early,处罚5次
city_b,2023-01-01,2023-12-31,fine_amount,all,b_bureau,stated,300000,early,罚款30万元
""",
    "accidents": """district,period_start,period_end,measure,sector,series,basis,value,source,as_written
city_a,2023-01-01,2023-12-31,deaths,all,statistics,production,4,early,死亡4人
city_a,2023-01-01,2023-12-31,accidents,all,statistics,production,5,early,事故5起
city_b,2023-01-01,2023-12-31,deaths,all,statistics,production,2,early,死亡2人
city_b,2023-01-01,2023-12-31,accidents,all,statistics,production,4,early,事故4起
city_zone,2023-01-01,2023-06-30,deaths,all,statistics,production,1,early,死亡1人
city_a,2024-01-01,2024-06-30,deaths,all,statistics,production,3,late,死亡3人
city_a,2024-01-01,2024-09-30,deaths,all,statistics,production,4,late,死亡4人
""",
}


def write(folder: Path, tables: dict[str, str]) -> Path:
    """Write tables as CSV files into ``folder`` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh folder with the tiny data."""
    return write(tmp_path / "data", TINY)


@pytest.fixture
def config() -> configuration.Config:
    """The project's own configuration."""
    return configuration.load()


@pytest.fixture
def curated() -> Path:
    """The curated data of the project, for tests that are about it."""
    return ROOT / "data"


@pytest.fixture
def shared() -> Path:
    """The documents the data was curated from; users do not have them, so such tests skip and say so."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("../shared (the source documents) is not here; only the curators have it")
    return path
