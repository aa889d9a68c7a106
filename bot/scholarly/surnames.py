"""Words that by themselves do not tell whether they are surname or given name, or that tell it by where they stand."""

from __future__ import annotations

import re

# Common surnames of China, Korea, Vietnam and Japan, which their bearers often write first.
EAST_ASIAN = frozenset(
    """
    an bai bao cai cao chan chang chao chau chen cheng cheung chiang chien chin chiu cho choi chong chou chow chu chua
    chung cui dai deng ding dong dou du duan fan fang fei feng fu gan gao ge geng gong gu guan guo han hao he ho hong
    hou hsiao hsieh hsu hu hua huang hui hung huo hwang jang ji jia jiang jiao jin jing jung kang kao ke kim ko kong ku
    kuo kwok kwon lai lam lan lau lee lei leung li lian liang liao lim lin ling liu lo long lou lu luo lv ma mao mei
    meng miao min mo mu nam ng ni nie niu oh ou ouyang pan pang park pei peng pu qi qian qiao qin qiu qu quan ran rao
    ren ruan ryu seo shao shen sheng shi shih shin sim sima situ so son song su suh sun sung tai tan tang tao teng tian
    tong tran tsai tsang tseng tu wan wang wei wen weng wong woo wu xia xian xiang xiao xie xin xing xiong xu xue yan
    yang yao ye yeh yeung yi yin ying yoo yoon you yu yuan yue yun zang zeng zha zhai zhan zhang zhao zhen zheng zhong
    zhou zhu zhuang zou zuo
    bui dang dao dinh do doan duong hoang huynh le ly ngo nguyen pham phan truong vo vu
    abe endo fujita fukuda goto hasegawa hayashi ikeda inoue ishikawa ito kato kimura kobayashi kondo maeda matsumoto
    mori murakami nakajima nakamura ogawa okada saito sakamoto sasaki sato shimizu suzuki takahashi tanaka watanabe
    yamada yamaguchi yamamoto yamashita yoshida
    """.split()
)
VIETNAMESE = frozenset(
    "bui dang dao dinh do doan duong ho hoang huynh le ly ngo nguyen pham phan tran truong vo vu".split()
)
# Given names that are common surnames as well: "James Martin" is not "Martin James".
EITHER = EAST_ASIAN | frozenset(
    """
    aaron abraham adam alan albert alexander alfred allan allen anderson andrew andrews anthony antoine arnold arthur
    austin barry benjamin bernard blake bruce bruno carl carlos carter charles christian claude clark cohen cole
    craig cruz curtis daniel david dean dennis diego douglas duncan edward elliot ernst eugene felix fernando francis
    francisco franco frank franz frederick gabriel george gerard gilbert giovanni gordon graham grant gregory gunther
    guy hans harrison harvey heinrich henry herbert herman hermann howard hugo hunter ivan jack jackson jacob jacques
    james jean jerome joel john johnson jonas jordan jose joseph juan julian kelly kent kevin kurt kyle lambert laurent
    lawrence leon leonard leonardo leslie lewis lloyd logan lorenz louis lucas ludwig luis luke marcel marco marcus
    maria marie mario mark marshall martin martinez mason mathieu matthew maurice max maxwell michael michel miguel
    miller mitchell morgan morris murray nathan neil nelson nicolas noel norman oliver oscar owen parker patrick paul
    percy perry peter philip philippe pierre pietro quentin ralph ramon ray raymond reed reid rene richard robert
    roberto robin rodrigo roger roland roman romeo rose ross roy russell ryan salvador samuel santiago scott sebastian
    shaw sidney simon spencer stanley stefan stephen steven stuart taylor theodor thomas tobias todd tyler valentin
    vernon victor vincent wallace walter warren wayne wesley wilhelm william wilson wolf
    """.split()
)
# Of these two kinds of words one tells the other: in "Wang Wei" and "Wei Wang" it is Wang that is the surname.
_MOSTLY_SURNAMES = frozenset(
    "chen choi guo huang kim lee li liu ma park sun wang wu xu zhang zhao zheng zhou zhu nguyen tran pham".split()
)
_MOSTLY_GIVEN = frozenset(
    """
    dong fang fei feng hong jia jing kang lei long mei min tao tong wei wen xia xiang xin xing xue yan ying yuan yue yun
    zhen
    """.split()
)
_PINYIN = (
    r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxzcsrwy])?"
    r"(?:i?ang|eng|ing|i?ong|uang|i?an|en|in|uan|un|ui|uai|uo|ua|i?ao|ai|ei|ou|iu|ia|ie|ue|a|e|i|o|u))"
)
_TWO_SYLLABLES = re.compile(rf"{_PINYIN}{_PINYIN}|\w+-\w+")


def may_be_turned_round(one: str, other: str) -> bool:
    """Whether two folded words are one person in either order, rather than "James Martin" and "Martin James"."""
    if one not in EITHER or other not in EITHER:
        return True
    words = {one, other}
    return not words.isdisjoint(_MOSTLY_SURNAMES) and not words.isdisjoint(_MOSTLY_GIVEN)


def is_east_asian_given_name(word: str) -> bool:
    """Whether a folded word, hyphens kept, reads as two syllables: "xiaoming", "min-jae"."""
    return _TWO_SYLLABLES.fullmatch(word) is not None
