"""Which titles are one role, and which are not."""

import pytest

from articles.sync.library import role_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Engineering manager", "engineering-manager"),
        ("Engineering Managers", "engineering-manager"),
        ("  Engineering   manager ", "engineering-manager"),
        ("Data analysts and engineers", "data-analyst-and-engineer"),
        ("Software engineer/developer", "software-engineer-developer"),
        ("Software Engineers / Developers", "software-engineer-developer"),
        ("Research & development manager", "research-and-development-manager"),
        ("Research and development managers", "research-and-development-manager"),
        ("R&D manager", "r-and-d-manager"),
        ("Project manager (PM)", "project-manager"),
        ("Engineer (civil)", "engineer-civil"),
        ("CEOs", "ceo"),
        ("RN", "rn"),
        ("GIS specialist", "gis-specialist"),
        ("Business analysis", "business-analysis"),
        ("Sales", "sales"),
        ("Head of sales", "head-of-sales"),
        ("Business", "business"),
        ("Operations manager", "operations-manager"),
        ("Director of operations", "director-of-operations"),
        ("Directors of operations", "director-of-operations"),
        ("Human resources", "human-resources"),
        ("Dean of students", "dean-of-students"),
        ("Deans of students", "dean-of-students"),
        ("Statistics", "statistics"),
        ("Physicist in robotics", "physicist-in-robotics"),
        ("Secretaries", "secretary"),
        ("Foremen", "foreman"),
        ("Salespeople", "salespeople"),
        ("Coaches", "coach"),
        ("Nurse's aide", "nurses-aide"),
        ("C++ developer", "cplusplus-developer"),
        ("C# developer", "csharp-developer"),
        ("C developer", "c-developer"),
        (".NET developers", "net-developer"),
        ("Ingénieure", "ingénieure"),
        ("???", "role"),
    ],
)
def test_role_slug(title: str, slug: str) -> None:
    assert role_slug(title) == slug


def test_a_slug_fits_its_column() -> None:
    assert len(role_slug("manager " * 100)) <= 255
