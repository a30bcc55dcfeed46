"""Entries in the way of each tool that writes BibTeX, each read without a word."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import read_bib


class Read(NamedTuple):
    title: str
    authors: str
    venue: str
    year: int
    ids: str
    url: str = ""


ZOTERO = r"""
@inproceedings{fan_cuckoo_2014,
	address = {Sydney Australia},
	title = {Cuckoo {Filter}: {Practically} {Better} {Than} {Bloom}},
	isbn = {978-1-4503-3279-8},
	shorttitle = {Cuckoo {Filter}},
	url = {https://dl.acm.org/doi/10.1145/2674005.2674994},
	doi = {10.1145/2674005.2674994},
	abstract = {In many networking systems, Bloom filters are used for tests, 50\% @ 3.},
	language = {en},
	urldate = {2026-01-03},
	booktitle = {Proceedings of the 10th {ACM} {International} on {Conference}},
	publisher = {ACM},
	author = {Fan, Bin and Andersen, Dave G. and Kaminsky, Michael},
	month = dec,
	year = {2014},
	note = {Read twice},
	keywords = {filter, hash},
	pages = {75--88},
	file = {Full Text PDF:storage/ABCD/Fan et al. - 2014.pdf:application/pdf;Snapshot:C\:\\x.html:text/html},
}
"""
BETTER_BIBLATEX = r"""
@online{vaswaniAttentionAllYou2023,
  title = {Attention {{Is All You Need}}},
  author = {Vaswani, Ashish and Kaiser, Łukasz and family=Berg, given=Jan, prefix=van den, useprefix=true},
  date = {2023-08-02},
  eprint = {1706.03762},
  eprinttype = {arxiv},
  eprintclass = {cs},
  doi = {10.48550/arXiv.1706.03762},
  url = {http://arxiv.org/abs/1706.03762},
  urldate = {2026-10-01},
  langid = {english},
  pubstate = {prepublished},
  keywords = {Computer Science - Machine Learning},
  note = {Comment: 15 pages, 5 figures}
}
"""
JABREF = r"""% Encoding: UTF-8

@Article{Knuth1984,
  author    = {Knuth, D. E.},
  journal   = {The Computer Journal},
  title     = {{Literate Programming}},
  year      = {1984},
  number    = {2},
  doi       = {10.1093/comjnl/27.2.97},
  file      = {:pdfs/Knuth1984.pdf:PDF},
  groups    = {Classics},
  owner     = {me},
  timestamp = {2026-01-01},
}

@Comment{jabref-meta: databaseType:bibtex;}

@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Classics\;0\;1\;\;\;\;;
}
"""
DBLP = r"""
@article{DBLP:journals/corr/abs-2006-14171,
  author       = {Yi{-}Ling Chen and
                  Ren{\'{e}} M{\"{u}}ller 0001},
  title        = {A Study of {\textdollar}k{\textdollar}-Way {\&} More},
  journal      = {CoRR},
  volume       = {abs/2006.14171},
  year         = {2020},
  url          = {https://arxiv.org/abs/2006.14171},
  eprinttype   = {arXiv},
  eprint       = {2006.14171},
  timestamp    = {Tue, 30 Jun 2020 09:00:00 +0200},
  biburl       = {https://dblp.org/rec/journals/corr/abs-2006-14171.bib},
  bibsource    = {dblp computer science bibliography, https://dblp.org}
}
"""
SCHOLAR = r"""@article{kingma2014adam,
  title={Adam: A method for stochastic optimization},
  author={Kingma, Diederik P and Ba, Jimmy and others},
  journal={arXiv preprint arXiv:1412.6980},
  year={2014}
}
"""
ACM = r"""@inproceedings{10.1145/2674005.2674994,
author = {Fan, Bin and Andersen, Dave G. and Kaminsky, Michael and Mitzenmacher, Michael D.},
title = {Cuckoo Filter: Practically Better Than Bloom},
year = {2014},
isbn = {9781450332798},
publisher = {Association for Computing Machinery},
address = {New York, NY, USA},
url = {https://doi.org/10.1145/2674005.2674994},
doi = {10.1145/2674005.2674994},
abstract = {In many networking systems, \dots{} for each {item}.},
booktitle = {Proceedings of the 10th ACM International on Conference on Emerging Networking Experiments},
pages = {75–88},
numpages = {14},
keywords = {bloom filters, compression, cuckoo hashing},
location = {Sydney, Australia},
series = {CoNEXT '14}
}
"""
ARXIV = r"""@misc{vaswani2023attentionneed,
      title={Attention Is All You Need}, 
      author={Ashish Vaswani and Noam Shazeer and Lukasz Kaiser},
      year={2023},
      eprint={1706.03762},
      archivePrefix={arXiv},
      primaryClass={cs.CL},
      url={https://arxiv.org/abs/1706.03762}, 
}
"""  # noqa: W291 - arXiv writes these spaces
ACL = r"""@inproceedings{devlin-etal-2019-bert,
    title = "{BERT}: Pre-training of Deep Bidirectional Transformers for Language Understanding",
    author = "Devlin, Jacob  and
      Chang, Ming-Wei",
    editor = "Burstein, Jill",
    booktitle = "Proceedings of the 2019 Conference of the North {A}merican Chapter, Volume 1",
    month = jun,
    year = "2019",
    address = "Minneapolis, Minnesota",
    publisher = "Association for Computational Linguistics",
    url = "https://aclanthology.org/N19-1423/",
    doi = "10.18653/v1/N19-1423",
    pages = "4171--4186",
}
"""
CNKI = """@article{王小明2020,
author = {王小明 and 李, 华 and 欧阳, 文},
title = {分布式系统中的一致性哈希研究},
journal = {计算机学报},
year = {2020},
volume = {43}, number={5},
pages = {1--12}
}
"""
TOOLS = {
    "Zotero": (
        ZOTERO,
        Read(
            "Cuckoo Filter: Practically Better Than Bloom",
            "Bin Fan; Dave G. Andersen; Michael Kaminsky",
            "Proceedings of the 10th ACM International on Conference",
            2014,
            "doi:10.1145/2674005.2674994",
            "https://dl.acm.org/doi/10.1145/2674005.2674994",
        ),
    ),
    "Better BibTeX, biblatex": (
        BETTER_BIBLATEX,
        Read(
            "Attention Is All You Need",
            "Ashish Vaswani; Łukasz Kaiser; Jan van den Berg",
            "arXiv",
            2023,
            "arXiv:1706.03762",
            "http://arxiv.org/abs/1706.03762",
        ),
    ),
    "JabRef": (
        JABREF,
        Read(
            "Literate Programming", "D. E. Knuth", "The Computer Journal", 1984, "doi:10.1093/comjnl/27.2.97"
        ),
    ),
    "DBLP": (
        DBLP,
        Read(
            "A Study of $k$-Way & More",
            "Yi-Ling Chen; René Müller",
            "arXiv",
            2020,
            "arXiv:2006.14171",
            "https://arxiv.org/abs/2006.14171",
        ),
    ),
    "Google Scholar": (
        SCHOLAR,
        Read(
            "Adam: A method for stochastic optimization",
            "Diederik P Kingma; Jimmy Ba",
            "arXiv",
            2014,
            "arXiv:1412.6980",
        ),
    ),
    "ACM": (
        ACM,
        Read(
            "Cuckoo Filter: Practically Better Than Bloom",
            "Bin Fan; Dave G. Andersen; Michael Kaminsky; Michael D. Mitzenmacher",
            "Proceedings of the 10th ACM International on Conference on Emerging Networking Experiments",
            2014,
            "doi:10.1145/2674005.2674994",
            "https://doi.org/10.1145/2674005.2674994",
        ),
    ),
    "arXiv": (
        ARXIV,
        Read(
            "Attention Is All You Need",
            "Ashish Vaswani; Noam Shazeer; Lukasz Kaiser",
            "arXiv",
            2023,
            "arXiv:1706.03762",
            "https://arxiv.org/abs/1706.03762",
        ),
    ),
    "ACL Anthology": (
        ACL,
        Read(
            "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
            "Jacob Devlin; Ming-Wei Chang",
            "Proceedings of the 2019 Conference of the North American Chapter, Volume 1",
            2019,
            "acl:N19-1423",
            "https://aclanthology.org/N19-1423/",
        ),
    ),
    "Chinese": (CNKI, Read("分布式系统中的一致性哈希研究", "王小明; 李华; 欧阳文", "计算机学报", 2020, "")),
}


@pytest.mark.parametrize(("text", "expected"), TOOLS.values(), ids=TOOLS.keys())
def test_an_entry_of_each_tool_is_read_without_a_word(text: str, expected: Read) -> None:
    found = Diagnostics()
    (paper,) = read_bib(text, "papers.bib", found)
    assert list(found) == []
    names = "; ".join(author.name for author in paper.authors)
    ids = "; ".join(str(each) for each in paper.ids if each.scheme != "isbn")
    assert Read(paper.title, names, paper.venue, paper.year or 0, ids, paper.url) == expected


def test_a_file_of_all_tools_together_tells_only_what_is_there_twice() -> None:
    found = Diagnostics()
    papers = read_bib("\n".join(text for text, _ in TOOLS.values()), "papers.bib", found)
    assert len(papers) == len(TOOLS)
    assert {diagnostic.code for diagnostic in found} == {"paper-duplicate-id"}
