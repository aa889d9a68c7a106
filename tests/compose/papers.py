"""Invented papers and verdicts for the tests of `compose`: ordinary ones by number, and hostile ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.compose import IssueFacts, Judged
from bot.models import Funnel, Layout, Mention, Paper, Reason, Section, SourceActivity, Verdict

NOW = datetime(2025, 5, 6, 7, 0, tzinfo=ZoneInfo("Europe/Berlin"))
LAYOUT = Layout(
    sections=(Section("Must read", min_score=15, limit=10), Section("Diffusion"), Section("Worth a look")),
    min_score=5,
)
ONE_HEADING = Layout(min_score=5)

_TOPICS = (
    "Flow Matching on Product Manifolds with Provable Coverage",
    "When Do Process Reward Models Help? A Controlled Study of Long-Horizon Reasoning",
    "Straightening Trajectories: Few-Step Samplers without Distillation",
    "A Simple Baseline for Test-Time Search in Theorem Proving",
    "Score-Based Priors for Inverse Problems in Cryo-Electron Microscopy",
    "Low-Rank Adaptation Revisited: What the Spectrum Tells and What It Hides",
    "Learning to Verify: Calibrated Critics from Synthetic Disagreement",
)
_NAMES = (
    "Ingrid Sørensen", "Wei Zhang", "María José Núñez", "Oluwaseun Adeyemi", "K. Tanaka", "Priya Raman",
    "Łukasz Kowalski", "Jean-Luc Moreau", "Hannah Weiß",
)  # fmt: skip
_ABSTRACT = (
    "Generative models that transport noise to data along straight paths promise fast sampling. Yet most training "
    "objectives, e.g. conditional flow matching, ignore the geometry of the data. We introduce an objective that does "
    "not, and prove that its minimiser covers every mode with high probability. On seven benchmarks it needs four "
    "times fewer function evaluations than the strongest diffusion model at equal quality. Ablations show that the "
    "gain comes from the coupling rather than from the architecture. Code and checkpoints are public."
)


def paper(number: int, **fields: object) -> Paper:
    """An ordinary paper, in several subscriptions at once; every third has a publisher's DOI."""
    arxiv = f"2505.{number:05}"
    mentions = (
        Mention("t", "arxiv", kind="new"),
        Mention("t", "google_scholar", alert="flow matching – new results"),
        Mention("t", "huggingface", upvotes=number % 90),
    )
    ordinary = Paper(
        title=_TOPICS[number % len(_TOPICS)],
        id=number,
        authors=_NAMES[: number % 9 + 1],
        abstract=_ABSTRACT,
        identifiers={"arxiv": arxiv} | ({"doi": f"10.1000/j.sample.{number}"} if number % 3 == 0 else {}),
        url=f"https://arxiv.org/abs/{arxiv}",
        links={"code": f"https://github.com/example/flow-{number}"} if number % 2 else {},
        venue=("NeurIPS 2025", None, "Transactions on Machine Learning Research")[number % 3],
        published=f"2025-05-{number % 5 + 1:02}",
        categories=("cs.LG", "stat.ML")[: number % 2 + 1],
        upvotes=number % 90,
        mentions=mentions[: number % 3 + 1],
        first_seen=NOW - timedelta(days=number % 4),
    )
    return replace(ordinary, **fields)  # type: ignore[arg-type]  # the caller names fields of Paper


def chosen(one: Paper, section: str, score: float) -> Judged:
    """A selected paper whose title and abstract are matched where they speak of flow matching."""
    reasons = (*_found(one, "title", one.title), *_found(one, "abstract", one.abstract or ""))
    return Judged(
        one,
        Verdict(selected=True, score=score, section=section, reasons=(*reasons, _watched(one))),
        ('core: title "flow matching" +10', f"popular: {one.upvotes or 0} ▲ +5"),
    )


def _found(one: Paper, field: str, text: str) -> Sequence[Reason]:
    found = [(text.casefold().find(term), len(term)) for term in ("flow matching", "diffusion model")]
    return [Reason("core", field, text[at : at + size], (at, at + size), 10) for at, size in found if at >= 0]


def _watched(one: Paper) -> Reason:
    return Reason("people", "author", (one.authors or ("",))[-1], effect="pin")


def below(one: Paper, score: float) -> Judged:
    """A paper that scored too little."""
    return Judged(one, Verdict(selected=False, score=score), (f"scored {score:g}, below 5",))


def kept_out(one: Paper, rule: str, score: float = 12, how: str = "soft") -> Judged:
    """A paper that an exclude kept out."""
    verdict = Verdict(selected=False, score=score, excluded=how, stopped_by=rule)  # type: ignore[arg-type]
    return Judged(one, verdict, (f'excluded by {rule} (abstract "in vivo"); would have scored {score:g}',))


# ── whole digests ─────────────────────────────────────────────────────────────────────────────────────

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
HARD_TITLES = (
    "توليد النصوص العربية بنماذج الانتشار: دراسة مقارنة مع flow matching",
    "יצירת תמונות באמצעות מודלים גנרטיביים: סקירה ביקורתית",
    "拡散モデルとフローマッチングの統一的理解に向けて：幾何学的視点からの再検討と大規模実験による検証",
    "基于流匹配的大规模语言模型推理加速方法研究及其在多模态场景下的应用与分析",
    r"On $\alpha$-divergences and $\mathcal{O}(n^{2}\log n)$ bounds for $\ell_{1}$-regularised flow matching",
    r"Towards {\em provable} coverage with $p_\theta(x \mid z)$: 100\% of modes at \$0 cost",
    LONG_WORD,
    '<script>alert("1")</script> & <img src=x onerror=alert(1)> "quoted" \'title\'',
    "Evil\u202egnp.exe\u202c \u200b\x00zero\u2028width =?utf-8?q?=0D=0ABcc:_x?=",
    "Z̸̡̢̛̗̘̙̜̝̞̟̠͇͈͉͍͎͐̀̀͑a̷̢̢̗̘̙̜̝̞̟̠͇͈͉͍͎͐̀̀͑l̴̢̛̗̘̙̜̝̞̟̠͇͈͉͍͎͐̀̀͑g̵o of stacked accents",
)


def ordinary(amount: int) -> list[Judged]:
    """So many selected papers, spread over the three sections of LAYOUT, and some that were not selected."""
    titles = ("Must read", "Diffusion", "Worth a look")
    selected = [chosen(paper(n), titles[n % 3], 20 - n % 3 * 5) for n in range(1, amount + 1)]
    stopped = [below(paper(9000 + n), n) for n in range(1, 5)] + [
        kept_out(paper(9100 + n), "no-wet-lab") for n in (1, 2)
    ]
    return selected + stopped


def hard() -> list[Judged]:
    """Papers with titles that break layouts, all in one section."""
    abstracts = (_ABSTRACT, LONG_WORD, None, HARD_TITLES[0] * 6, HARD_TITLES[2] * 9)
    papers = (
        paper(n, title=title, abstract=abstracts[n % 5], authors=(HARD_TITLES[n % 4], "A. Smith", LONG_WORD[:90]))
        for n, title in enumerate(HARD_TITLES, start=1)
    )
    return [chosen(one, "Diffusion", 9) for one in papers]


def facts(**fields: object) -> IssueFacts:
    """The facts of an ordinary weekday issue."""
    sources = (
        SourceActivity("arxiv", mails=4, papers=180),
        SourceActivity("google_scholar", mails=30, papers=44, alerts=3),
        SourceActivity("huggingface", mails=2, papers=31),
        SourceActivity("pubmed", silent_days=6, usual_gap_days=1),
    )
    usual = IssueFacts(
        digest="reasoning",
        slot="2025-05-06T07:00/Europe/Berlin",
        composed_at=NOW,
        timezone="Europe/Berlin",
        sender="papersieve <papersieve@example.org>",
        funnel=Funnel(mails=41, mentions=312, papers=207, new=38, sources=sources),
        rules_path="~/papersieve/rules.yaml",
        run_id="7f3a2c",
        version="0.1.0",
        list_id_domain="example.org",
        instance_id="0b5e",
        next_issue_at=datetime(2025, 5, 7, 5, 0, tzinfo=UTC).astimezone(NOW.tzinfo),
    )
    return replace(usual, **fields)  # type: ignore[arg-type]  # the caller names fields of IssueFacts


NO_MAIL = Funnel()
