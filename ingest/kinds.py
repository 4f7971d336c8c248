"""Kinds of sources, as they are called to people."""

from knowledge.model import Kind

KIND_NAMES = {
    Kind.RULE: "规定",
    Kind.LAW: "法律法规",
    Kind.DIGEST: "要点",
    Kind.CASE: "案例",
    Kind.COMMENTARY: "评论",
    Kind.INTERNAL: "内部材料",
}
