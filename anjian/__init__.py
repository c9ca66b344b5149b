"""安鉴 Anjian: compares districts' work-safety performance, fairly and with every figure cited."""

__version__ = "0.1.0"
