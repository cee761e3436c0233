"""What a study takes over from what was told before it, and from the name of a product."""

import pytest

from pipeline.extract.page import read_reports
from tests.unit.extract.cases import sheet_of

FIRST = "2019年,甲大学医院的一项试验给30例肝衰竭患者静脉输注异体骨髓间充质干细胞。总生存率为80%。"


@pytest.mark.parametrize(
    ("page", "given"),
    [
        (
            f"{FIRST}\n另一项研究用同样的细胞,每4周一次,治疗了12例再生障碍性贫血患者。",
            (["bone_marrow"], ["allogeneic"], []),
        ),
        (
            f"{FIRST}\n另一项研究用同样的办法治疗了12例再生障碍性贫血患者。",
            (["bone_marrow"], ["allogeneic"], ["intravenous"]),
        ),
        (f"{FIRST}\n另一项研究治疗了12例再生障碍性贫血患者,激素不变。", ([], [], [])),
        (
            "2019年、某大学の試験では急性肝不全の患者30名に他家骨髄由来間葉系幹細胞を静脈内投与した。生存率は80%であった。\n"
            "別の試験ではラット24匹に同じ細胞を門脈から投与し、生存率は75%であった。",
            (["bone_marrow"], [], ["intraportal"]),
        ),
        (
            "同種臍帯由来間葉系幹細胞「XYZ-305」の治験\n\nほかの治療もある。XYZ-305の第2相試験では下肢虚血の患者45名を無作為に割り付けた。",
            (["umbilical_cord"], ["allogeneic"], []),
        ),
        (
            "ABC-7(異體脂肪間質幹細胞)是新的產品。\n\n2020年,ABC-7的第三期試驗收了50位克隆氏症病人,隨機分組。",
            (["adipose"], ["allogeneic"], []),
        ),
        (
            "脐带间充质干细胞治疗重症肺炎的随机对照试验\n\n2021年的研究共96例重症肺炎患者,随机分入MSC组和安慰剂组。",
            (["umbilical_cord"], [], []),
        ),
        ("脐带间充质干细胞能治什么\n\n2021年的研究共96例重症肺炎患者,随机分入MSC组和安慰剂组。", ([], [], [])),
        ("ABC-7(美国批准的新药)用于50例克罗恩病患者的第三期试验。", ([], [], [])),
    ],
)
def test_what_a_study_does_not_say_it_takes_over(page: str, given: tuple[list[str], ...]) -> None:
    treatment = read_reports(sheet_of(page))[-1].treatment
    found = (treatment.sources, treatment.donors, treatment.routes)
    assert tuple([hit.value for hit in hits] for hits in found) == given
