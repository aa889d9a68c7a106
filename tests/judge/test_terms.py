"""The term language, case by case."""

from __future__ import annotations

import re

import pytest

from bot.judge.term_language import parse_term
from tests.judge.marked import spans, unmarked

WHOLE_WORDS = [
    ("RAG", "⟦RAG⟧ for law"),
    ("RAG", "Dragging and fragments"),
    ("RAG", "A ragged edge"),
    ("rag", "On ⟦RAG⟧, again"),
    ("RAG", "⟦RAG⟧-based search"),
    ("RAG", "search (⟦RAG⟧) works"),
    ("RAG", "“⟦RAG⟧”: a review"),
    ("RAG", "RAG2 is a gene"),
    ("LLM", "⟦LLM⟧/VLM agents"),
    ("LLM", "VLM/⟦LLM⟧"),
    ("model", "remodelling"),
    ("flow", "⟦flow⟧.matching"),
    ("BERT", "⟦BERT⟧_base"),
    ("GPT-3", "GPT-3.5 and others"),
    ("GPT-3.5", "On ⟦GPT 3.5⟧."),
    ("GPT-3", "We use ⟦GPT-3⟧."),
    ("3D", "⟦3D⟧ vision"),
    ("4", "In 2014"),
    ("10,000", "⟦10,000⟧ rules"),
    ("graph", "graphical models"),
]
PHRASES = [
    ("flow matching", "Guided ⟦flow matching⟧ at scale"),
    ("flow matching", "Guided Flow and Matching"),
    ("flow matching", "flow, matching"),
    ("flow matching", "The flow. Matching begins"),
    ("flow matching", "⟦Flow-Matching⟧"),
    ("flow-matching", "⟦flow matching⟧"),
    ("flow–matching", "⟦flow—matching⟧"),
    ("fine-tuning", "on ⟦fine tuning⟧ LLMs"),
    ("fine-tuning", "on ⟦fine−tuning⟧"),
    ("fine-tuning", "on ⟦fine‑tuning⟧ with U+2011"),
    ("fine-tuning", "finetuning"),
    ("finetuning", "fine-tuning"),
    ("state-of-the-art", "the ⟦state of the art⟧ is"),
    ("chain of thought", "⟦Chain-of-Thought⟧ prompting"),
    ("chain of thought", "⟦chain\n of   thought⟧"),
    ("chain of thought", "chain thought"),
    ("in vivo", "tested ⟦in vivo⟧ only"),
    ("in vivo", "⟦in\u00a0vivo⟧"),
    ('"chain of" thought', "a ⟦chain of thought⟧"),
    ("“chain of thought”", "a ⟦chain of thought⟧"),
    ("low-rank adaptation (LoRA)", "via ⟦low-rank adaptation (LoRA)⟧"),
    ("low-rank adaptation (LoRA)", "via low-rank adaptation LoRA"),
    ("input/output", "⟦input/output⟧ pairs"),
    ("input/output", "⟦input output⟧ pairs"),
    ("a a b", "a ⟦a a b⟧"),
]
PLURALS = [
    ("language model", "Large ⟦language models⟧"),
    ("language models", "A ⟦language model⟧"),
    ("diffusion model", "⟦Diffusion models⟧ beat"),
    ("GAN", "⟦GANs⟧ considered"),
    ("GANs", "a ⟦GAN⟧"),
    ("LoRA", "many ⟦LoRAs⟧"),
    ("AI", "several AIs"),
    ("AIs", "one AI"),
    ("gas", "ga"),
    ("box", "two ⟦boxes⟧"),
    ("boxes", "one ⟦box⟧"),
    ("class", "many ⟦classes⟧"),
    ("bias", "inductive ⟦biases⟧"),
    ("case study", "three ⟦case studies⟧"),
    ("case studies", "one ⟦case study⟧"),
    ("case study", "⟦cases study⟧"),
    ("study", "studying"),
    ("fly", "fruit ⟦flies⟧"),
    ("flies", "a ⟦fly⟧"),
    ("ties", "⟦tie⟧ and ty"),
    ("ty", "ties"),
    ("survey", "⟦surveys⟧"),
    ("surveys", "⟦survey⟧"),
    ("Parkinson", "⟦Parkinson's⟧ disease"),
    ("Parkinson's disease", "⟦Parkinson’s disease⟧"),
    ("Parkinson's disease", "⟦Parkinson disease⟧"),
    ("process reward model", "⟦processes rewards models⟧"),
    ("news", "the ⟦new⟧ one"),
    ("analysis", "analyses"),
    ("modele", "models"),
]
PREFIXES = [
    ("diffus*", "⟦diffusion⟧ and diffusive"),
    ("diffus*", "⟦Diffus⟧"),
    ("diffus*", "a ⟦diffuse⟧"),
    ("diffus*", "undiffused"),
    ("study*", "studies"),
    ("stud*", "⟦studies⟧"),
    ("base*", "⟦bases⟧"),
    ("be*", "a ⟦bee⟧"),
    ("s*", "we ⟦see⟧"),
    ("diffusion model*", "a ⟦diffusion modelling⟧ view"),
    ("diffusion model*", "⟦diffusions model⟧"),
    ("diffus* model", "a ⟦diffusive model⟧"),
    ("diffus* model", "⟦diffusion models⟧"),
    ("diffus* model", "diffusion, models"),
    ("large* diffus* model*", "⟦larger diffusion modelling⟧"),
    ('"process reward model*"', "⟦process-reward modeling⟧"),
    ('"process reward model"*', "⟦process reward modelled⟧"),
    ("fine-tun*", "⟦fine tuned⟧ and fine tuning"),
    ("llama 3*", "⟦Llama 3.1⟧"),
    ("3D*", "⟦3DGS⟧"),
    ("café*", "⟦Cafés⟧"),
]
ALTERNATIVES = [
    ("LoRA or low-rank adaptation", "⟦LoRA⟧ is ⟦low rank adaptation⟧"),
    ("LoRA or low-rank adaptation", "⟦low-rank adaptations⟧"),
    ("LoRA OR adapter", "an ⟦adapter⟧"),
    ("a or b or c", "⟦c⟧ then ⟦b⟧"),
    ('"LoRA or adapter"', "LoRA"),
    ('"LoRA or adapter"', "a ⟦LoRA or adapter⟧"),
    ('to be "or" not', "⟦to be or not⟧"),
    ("AND-OR graph", "⟦and/or graphs⟧"),
    ("diffus* or =RAG", "rag and ⟦RAG⟧"),
]
NEAR = [
    ("reward near/5 model", "a ⟦reward from a world model⟧"),
    ("reward near/5 model", "the ⟦model gives us the reward⟧"),
    ("reward near/5 model", "⟦reward 1 2 3 4 model⟧"),
    ("reward near/5 model", "reward 1 2 3 4 5 model"),
    ("reward near/1 model", "⟦reward-model⟧"),
    ("reward near/1 model", "reward of model"),
    ("reward near/2 model", "⟦reward, (of) model⟧"),
    ("reward NEAR/2 model", "⟦rewards of models⟧"),
    ("world model near/2 reward*", "⟦rewarding a world model⟧"),
    ("world model near/2 reward", "⟦world models: a reward⟧"),
    ("world model near/1 reward", "world models: a reward"),
    ("a near/1 b near/1 c", "b ⟦c b a⟧"),
    ("a near/1 b near/1 c", "a c b"),
    ("image or reward near/2 model", "the ⟦image⟧"),
    ("image or reward near/2 model", "⟦model reward⟧"),
    ('"reward near/2 model"', "reward model"),
    ('"reward near/2 model"', "a ⟦reward near/2 model⟧"),
    ("near infrared", "⟦near-infrared⟧ light"),
    ("=RAG near/3 law", "⟦RAG for the law⟧"),
    ("=RAG near/3 law", "rag for the law"),
]
EXACT = [
    ("=RAG", "the ⟦RAG⟧ model"),
    ("=RAG", "a rag, a Rag"),
    ("=RAG", "RAGs"),
    ("=RAG", "rag and ⟦RAG⟧"),
    ("=RAG", "⟦RAG⟧-based"),
    ("=RAG", "\\textbf{⟦RAG⟧} it"),
    ("=fine-tuning", "fine tuning"),
    ("=fine-tuning", "⟦fine-tuning⟧"),
    ("=Chain of Thought", "⟦Chain of\nThought⟧"),
    ("=Chain of Thought", "Chain of thought"),
    ('="Chain or Thought"', "⟦Chain or Thought⟧"),
    ("=A*", "the ⟦A*⟧ search"),
    ("=A*", "A star, a*"),
    ("=Müller", "⟦Müller⟧ and Muller"),
    ("=Müller", "⟦Mu\u0308ller⟧"),
    ("=C++", "⟦C++⟧ and c++"),
]
FOLDING = [
    ("resume", "a ⟦résumé⟧"),
    ("résumé", "a ⟦resume⟧"),
    ("schrödinger", "⟦Schrodinger⟧ bridge"),
    ("schrodinger bridge", "⟦Schro\u0308dinger bridges⟧"),
    ("schrodinger", '⟦Schr\\"odinger⟧'),
    ("schrodinger", '⟦Schr{\\"o}dinger⟧ bridge'),
    ("GPT", "⟦ＧＰＴ⟧ in full width"),
    ("ＧＰＴ", "⟦gpt⟧"),
    ("CO2", "⟦CO₂⟧ capture"),
    ("ﬁne", "a ⟦fine⟧ one"),
    ("STRASSE", "⟦Straße⟧"),
    ("diffusion", "soft ⟦diffu\u00adsion⟧"),
    ("диффузия", "⟦Диффузия⟧ и шум"),
    ("扩散模型", "基于⟦扩散模型⟧的图像生成"),
    ("扩散", "⟦扩 散⟧"),
    ("モデル", "拡散⟦モデル⟧です"),
    ("GPT模型", "新⟦GPT模型⟧"),
    ("모델", "확산 ⟦모델⟧ 연구"),
    ("मॉडल", "नया ⟦मॉडल⟧ है"),
    ("נוירון", "⟦נוירון⟧ אחד"),
]
SYMBOLS = [
    ("C++", "in ⟦C++⟧, fast"),
    ("C++", "in C and C+"),
    ("C", "in C++ and C#"),
    ("C", "in ⟦C⟧, C++"),
    ("C#", "⟦C#⟧ code"),
    ("C#", "C major"),
    ("CD4+ T cell", "⟦CD4+ T cells⟧"),
    ("CD4", "⟦CD4⟧+ T cells"),
    ("CD4+", "CD4 cells"),
    ("UNet++", "⟦UNet++⟧ beats"),
    ("R&D", "⟦R & D⟧ costs"),
    (".NET", "the ⟦.NET⟧ runtime"),
    ("#P-hard", "it is ⟦#P hard⟧"),
    ("p < 0.05", "with ⟦p<0.05⟧"),
]
TEX = [
    ("alpha-divergence", "the ⟦$\\alpha$-divergence⟧ of"),
    ("α-divergence", "the ⟦$\\alpha$-divergence⟧"),
    ("$\\alpha$-divergence", "the ⟦α-divergence⟧ of"),
    ("$\\alpha$-divergence", "⟦alpha divergences⟧"),
    ("flow matching", "\\emph{⟦flow} matching⟧"),
    ("matching", "\\emph{flow ⟦matching⟧}"),
    ("k-means", "⟦$k$-means⟧ clustering"),
    ("20 percent", "only 20% of"),
    ("logarithm", "$O(n \\log n)$"),
    ("Erdős", "the ⟦Erd\\H{o}s⟧ number"),
]
REGEXES = [
    ("/in\\s+vivo/", "tested ⟦in  vivo⟧"),
    ("/in\\s+vivo/", "tested In vivo"),
    ("/in\\s+vivo/i", "tested ⟦IN vivo⟧"),
    ("/GPT-?[0-9]/", "é 😀 ⟦GPT4⟧ GPT5"),
    ("/a*/", "xyz"),
    ("/b*/", "xy⟦bb⟧z"),
    ("/$/", "abc"),
    ("/\\$\\\\alpha/", "the ⟦$\\alpha⟧$-divergence"),
    ("/a/b/", "x ⟦a/b⟧"),
    ("/or/", "⟦or⟧"),
    ("/\\bRAG\\b/", "drag ⟦RAG⟧"),
    ("/é/", "⟦é⟧"),
    ("/(a+)+$/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"),
]
CASES = [
    *WHOLE_WORDS, *PHRASES, *PLURALS, *PREFIXES, *ALTERNATIVES, *NEAR, *EXACT, *FOLDING, *SYMBOLS, *TEX, *REGEXES,
]  # fmt: skip


@pytest.mark.parametrize(("term", "marked"), CASES, ids=lambda value: value)
def test_a_term_is_found_where_it_stands(term: str, marked: str) -> None:
    text, expected = unmarked(marked)
    assert spans(text, term) == expected


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(CASES) >= 120


SETS = [
    ("@diffusion", "⟦score-based⟧ ⟦diffusion models⟧"),
    ("@diffusion", "Survey of flows"),
    ("@diffusion or GAN", "a ⟦GAN⟧ and ⟦flow matching⟧"),
    ("@diffusion near/2 image", "⟦images by flow matching⟧"),
    ("@diffusion near/2 image", "images by some flow matching"),
    ("@everything", "a ⟦GAN⟧ or ⟦flow matching⟧, 10⟦%⟧"),
]


@pytest.mark.parametrize(("term", "marked"), SETS)
def test_a_set_is_found_wherever_one_of_its_terms_is(term: str, marked: str) -> None:
    text, expected = unmarked(marked)
    diffusion = ["diffusion model*", "score-based", "flow matching"]
    assert spans(text, term, diffusion=diffusion, everything=["@diffusion", "GAN", "/%/"]) == expected


def test_a_list_of_terms_means_any_of_them() -> None:
    text, expected = unmarked("⟦flow matching⟧ with ⟦GANs⟧, flow matching")
    assert spans(text, "GAN", "flow matching", "RAG") == expected


def test_half_a_character_in_a_text_does_not_stop_a_regular_expression() -> None:
    assert spans("\ud800 in vivo", "/in vivo/", "vivo") == [(2, 9), (5, 9)]


MISTAKES = [
    ("", "empty"),
    ("   ", "empty"),
    ("/abc", "ends in / or /i"),
    ("/a/ or b", "stands alone"),
    ("/a/gi", "only letter"),
    ("//", "nothing between"),
    ("/(a/", "RE2 cannot run"),
    ("/(?=a)b/", "RE2 cannot run"),
    ("/(a)\\1/", "RE2 cannot run"),
    ("/a{2000}/", "RE2 cannot run"),
    ('"chain of', "quote is not closed"),
    ("or LoRA", '"or" stands between'),
    ("LoRA or", '"or" stands between'),
    ("LoRA or or RAG", '"or" stands between'),
    ("near/5 model", "stands between two terms"),
    ("model near/5", "stands between two terms"),
    ("a near/0 b", "from 1 to 100"),
    ("a near/101 b", "from 1 to 100"),
    ("a near/far b", "a number of words"),
    ("*", "end of a word"),
    ("*diffusion", "end of a word"),
    ("dif*sion", "end of a word"),
    ("model**", "end of a word"),
    ("pre- *", "end of a word"),
    ("=", "no letter or digit"),
    ("...", "no letter or digit"),
    ('""', "no letter or digit"),
    ("@", "a set is named"),
    ("@diffusion model", "no other words"),
    ("@a,@b", "a set is named"),
]


@pytest.mark.parametrize(("term", "sentence"), MISTAKES)
def test_what_cannot_be_a_term_is_refused_with_a_sentence(term: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        parse_term(term)
