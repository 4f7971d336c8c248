"""Navigation: menus, breadcrumbs, share bars, QR codes and comment boxes.

Always the whole of a line; an article that speaks of such things keeps its sentences.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.rows import Row, rows

_WHOLE = re.compile(
    r"(?:更多|更多[>»]*|返回(?:首页|顶部|列表|上一?页)|我要投稿|网?站?首页|上一页|下一页|查看更多.{0,4}|展开全文|阅读全文|点击查看更多"
    r"|\(?相关(?:资料|新闻)?图片?\)?|资料图片?|图源.{0,12}|热门关键词:.{0,80}|关键词:?.{0,60}|标签:.{0,60}|频道精选|(?:打印|关闭)(?:本页|窗口)"
    r"|分享到.{0,30}|分享至.{0,30}|分享:?|责编邮箱.{0,40}"
    r"|(?:您|你)?(?:现|所)?(?:的|在)?(?:所在)?(?:的)?(?:当前)?位置(?:是)?:.{0,80}|当前位置.{0,80}"
    r"|[【\[(]?(?:上|下)(?:一|1)(?:篇|条|则|章|个)(?:文章|新闻)?[\])】]?[::].{0,120}|(?:上|下)一篇(?: .{0,80})?"
    r"|没有了|返回顶部.{0,60}|返回首页 .{0,60}|top|.{0,6}本网评论"
    r"|(?:有|已有|共有?)\d+(?:人|条|位)?(?:网友)?(?:发表了看法|参与(?:评论|讨论)?|评论|跟帖|条?评论).{0,20}"
    r"|(?:文章|网友|最新|热门|全部|发表|查看|我要|用户)(?:评论|留言|跟帖)(?:\(\d*(?:条)?\)|\d*)?(?:条)?:?"
    r"|(?:暂无|还没有|登录后(?:才能|可以?|发表)?)(?:人)?(?:评论|留言).{0,20}|(?:请)?(?:先)?登录后.{0,12}评论.{0,12}"
    r"|评论\(?\d*\)?|点赞\(?\d*\)?|收藏\(?\d*\)?|举报|赞\(\d*\)|踩\(\d*\)"
    r"|(?:您|你)?(?:还)?(?:可能|也许|或许)(?:还)?(?:喜欢|感兴趣).{0,12}"
    r"|(?:微信)?(?:请)?(?:扫一扫|扫描|长按|扫码|识别)(?:下方|上方|右侧|左侧|图中)?.{0,8}(?:二维码|关注|分享|手机|打开|阅读|公众号|下载|浏览)[^。]{0,25}"
    r"|(?:请)?(?:点击|关注)(?:下方|上方|右上角|蓝字|我们|本公众号)[^。]{0,20}|(?:微信)?二维码"
    r"|[•·▪■◆] ?[^。]{1,20}(?:手机版|官方微信|官方微博|客户端|通道|公众号|小程序|头条号))"
)
_MENU = frozenset(
    [
        "首页",
        "主页",
        "网站首页",
        "新闻",
        "时政",
        "国内",
        "国际",
        "聚焦",
        "教育",
        "关注",
        "热点",
        "要闻",
        "民生",
        "财经",
        "经济",
        "娱乐",
        "体育",
        "科技",
        "汽车",
        "房产",
        "健康",
        "旅游",
        "文化",
        "社会",
        "军事",
        "图片",
        "视频",
        "专题",
        "评论",
        "论坛",
        "博客",
        "微博",
        "微信",
        "客户端",
        "登录",
        "注册",
        "搜索",
        "设为首页",
        "加入收藏",
        "收藏本站",
        "网站地图",
        "联系我们",
        "关于我们",
        "广告服务",
        "法律声明",
        "招聘",
        "投稿",
        "政务公开",
        "信息公开",
        "政务服务",
        "互动交流",
        "机构设置",
        "办事服务",
        "数据开放",
        "数据",
        "专题专栏",
        "english",
        "繁体",
        "繁体版",
        "简体",
        "无障碍",
        "无障碍浏览",
        "长者模式",
        "长者版",
        "移动版",
        "手机版",
        "导航",
        "返回",
        "顶部",
        "列表",
        "更多",
        "时评",
        "滚动",
        "党建",
        "法治",
        "地方",
        "理论",
        "人事",
        "反腐",
        "访谈",
        "在线访谈",
        "直播",
        "公益",
        "生活",
        "时尚",
        "股票",
        "基金",
        "理财",
        "游戏",
        "读书",
        "图书",
        "文档",
        "论文",
        "会员",
        "会员中心",
        "个人中心",
        "退出",
        "帮助",
        "帮助中心",
        "意见反馈",
        "服务条款",
        "隐私政策",
        "版权声明",
        "友情链接",
        "网站声明",
        "网站简介",
        "本网原创",
        "城市快报",
        "国内新闻",
        "国际新闻",
        "教育播报",
        "娱乐看点",
        "新闻中心",
        "通知公告",
        "公告",
        "资讯",
        "动态",
        "行业",
        "人才",
        "下载",
        "问答",
        "百科",
        "时政要闻",
        "领导活动",
        "部门动态",
        "政策",
        "政策文件",
        "政策解读",
        "解读",
        "政民互动",
        "网上办事",
        "公开",
        "走进",
        "省情",
        "市情",
        "县情",
        "概况",
        "导读",
    ]
)
_TOOLS = frozenset(
    [
        "字号",
        "字体",
        "大",
        "中",
        "小",
        "打印",
        "关闭",
        "收藏",
        "分享",
        "分享到",
        "微信",
        "微博",
        "新浪微博",
        "qq空间",
        "qq好友",
        "qq",
        "朋友圈",
        "复制链接",
        "扫一扫",
        "纠错",
        "朗读",
        "听新闻",
        "t+",
        "t-",
        "a+",
        "a-",
        "默认",
        "超大",
        "转发",
        "点赞",
        "评论",
        "举报",
        "投诉",
        "打印本页",
        "关闭窗口",
        "放大",
        "缩小",
        "加大",
        "打印文章",
        "我要纠错",
        "顶部",
        "返回顶部",
        "人人网",
        "豆瓣",
        "头条",
        "更多",
    ]
)
_TOKEN = re.compile(r"[\s|>»/、·:【】\[\]()〉›\-—]+")
_LONGEST_WORD = 8  # characters of an entry of a menu
_FEWEST = 2  # entries of a menu that has no others
_ENTRIES, _SHARE = 4, 0.4  # entries of a menu, and how many of them have to be well-known ones


def find(text: str) -> Sequence[Edit]:
    """Edits of whole lines, all for navigation."""
    lines = rows(text)
    taken = {index for index, line in enumerate(lines) if _is_navigation(line)}
    taken |= set(_menu_in_lines(lines))
    return [lines[index].cut(text, "navigation") for index in sorted(taken)]


def _is_navigation(line: Row) -> bool:
    if line.text.startswith("#") or line.numbered:
        return False
    return _WHOLE.fullmatch(line.plain) is not None or _is_menu(line) or _is_toolbar(line)


def _is_menu(line: Row) -> bool:
    if line.marked or line.text.startswith("|"):
        return False
    entries = [entry for entry in _TOKEN.split(line.plain) if entry]
    if len(entries) < _FEWEST or max(map(len, entries)) > _LONGEST_WORD:
        return False
    known = sum(entry in _MENU or entry.rstrip("0123456789+") in _MENU for entry in entries)
    return known >= (len(entries) if len(entries) < _ENTRIES else max(2, _SHARE * len(entries)))


def _is_toolbar(line: Row) -> bool:
    entries = [entry for entry in _TOKEN.split(line.plain) if entry]
    return bool(entries) and len("".join(entries)) > 1 and all(entry in _TOOLS for entry in entries)


def _menu_in_lines(lines: Sequence[Row]) -> Iterator[int]:
    """Menus that have an entry a line: runs of short lines, most of them well-known entries."""
    run: list[int] = []
    for index, line in enumerate([*lines, None]):
        if line is not None and len(line.plain) <= _LONGEST_WORD and not line.marked and not line.numbered:
            run.append(index)
            continue
        known = sum(lines[one].plain in _MENU for one in run)
        if len(run) >= _ENTRIES and known >= max(2, _SHARE * len(run)):
            yield from run
        run = []
