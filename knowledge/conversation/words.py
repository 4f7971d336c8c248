"""The words of follow-ups: what opens one, what only asks, what bends a question without a matter of its own.

They are a person's on a phone; what a matter of the rules is called stands in `knowledge.topics`.
"""

import re

# Opens a text that goes on from something.
OPENING = re.compile(
    r"^(?:那么|那(?!种|个|些|边|里|时|次|回|年|份|张|条|位|天|晚|法|几|么|会儿|[一二两三四五六七八九十0-9])|如果|要是|假如|假设|若是|万一|换成|换作|换做|换了|至于|比如说?|比方说?|"
    r"再比如|但是?|可是|不过|然后|所以|(?:and |but )?(?:what|how) about(?: the)?|and if|what if|"
    # A word put right: 我说的是村里; 不对，我问的是期限; 我是社区的.
    r"(?:(?:不对|不是|说错了?|错了|打错了?)[啊哦,，\s]*)?(?:我们?(?:说的是|问的是|指的是|是说|是问|是指|想问的是)|我们?是(?=.{1,8}的$))|"
    r"(?:说错了?|打错了?|不对)[啊哦,，\s]*(?:应该)?是)[\s，,]*"
)
# Puts a matter of its own before the bot, whatever was spoken of.
SWITCHING = re.compile(
    r"^(?:[^，。,.!！]{0,8}[，。,.!！])?(?:另外|顺便|对了|还有个?|再)?(?:想?再?(?:另外)?(?:问|请教|咨询|打听)(?:一?下|一?个|一?句|你|您|别的|其他的?|另外)*(?:事情?|问题)?|换个(?:问题|话题)|说个别的|别的事)[，,：:。\s]"
)
# A theme thrown in: X呢? without anything that asks.
THEME = re.compile(r"呢[\s?？。.!！~～]*$")
ASKING = re.compile(
    r"[吗么嘛谁啥咋哪]|几[^乎]|怎|什么|多[少久长大]|(.)(?:不|没)\1|有没有|是否|是不是|如何|为何|\b(?:who|how|why|when|can|may)\b"
)
# X也行吗: a predicate that says nothing but yes or no to what was asked.
LIKEWISE = re.compile(
    r"(?:也|都|同样|照样|还)(?:是?(?:不|没)?(?:行|可以?|能|许|准|让|算|要|用|得|管|适用|包括|一样|一个样|这样|受限|算数|遵守|执行|如此))(?:的|了)?(?:吗|么|嘛|不|吧|没)?[\s?？。.!！]*$"
)
# 老师算吗, 包括微信群吗: whether something falls under what was asked.
INCLUDED = re.compile(
    r"^(?:那|这)?(?:[^，。怎咋]{1,5}(?:算不算|算|适不适用|适用|在内)|(?:包括|包含|包不包括|含|算上)[^，。]{1,8}?(?:在内)?)(?:吗|么|不|嘛|吧)?[\s?？。]*$"
)
# 没备案的能…: what it is said of is not named, since it was named before.
HEADLESS = re.compile(
    r"^(?:那)?(?:没有?|未|不|非|已经?|有)[^，。的]{1,5}的(?=能|可以?|要|算|怎么|咋|行|是不是|需要|该|又|就)"
)
TO_US = re.compile(r"^你(?!们|说的|刚才|上面|前面)")  # asks about the program itself
PASSING = re.compile(
    r"^(?:(?:好|嗯|哦|噢|行|对|是|懂|明白|知道|了解|收到|清楚|谢|多谢|感谢|辛苦|麻烦|你|您|好的|ok|thanks|thank you|hello|hi|在吗|早上好|晚上好|再见|拜拜)(?:了|的|啦|啊|呀|哈|你|您|嘞|谢)*[，,。.!！~～\s]*)+$"
)
# What is left to somebody against whom it was decided: asked of the decision, whatever it was for.
REMEDY = re.compile(r"不服(?!从|务)|不认|异议|申诉|申辩|讨个?说法|说理")
AGAIN = re.compile(
    r"^(?:请|麻烦)?(?:(?:刚才|前面|上面)(?:那个|的|说的)*)?再(?:说|讲|发|来|答)(?:一?[遍次下])(?:吧|呗|呢)?[\s?？。.!！]*$"
)

# Words that only ask, point or bind, and words that ask for a side of any matter (时限, 谁批准, 怎么处罚).
_LIGHT = (
    r"请问|怎么办|怎么样|怎样|怎么|咋办|咋整|咋样|如何|能不能|可不可以|可以|是不是|有没有|会不会|要不要|该不该|行不行|算不算|"
    r"什么|哪些|哪个|哪里|哪儿|哪级|哪|多少|多久|多长|几个?|谁|啥|咋|到底|究竟|我们|咱们?|你们|他们|俺们?|我|你|她|他|它|"
    r"这个|那个|这种|那种|这样|那样|这里|那里|这|那|一个|还是|现在|如果|要是|万一|真的?|的话|应该|必须|需要|能够|允许|"
    r"也|都|还|又|再|就|才|只|是|有|要|会|能|行|得|可|该|算|被|把|给|让|叫|向|跟|和|对|从|在|由|归|到|去|来|用|为|于|以|之|所|"
    r"的|地|了|过|着|不|没|未|吗|呢|吧|啊|呀|嘛|么|一下|一般|另外|比如|[\s，。？！、：；,.?!~～“”\"'（）()]"
)
_SIDES = (
    r"期限|时限|时效|时间|期间|之?内|以内|最[多少长迟晚高低]|至少|小时|工作日|[天日月年周]|例外|情况|情形|条件|前提|程序|手续|流程|步骤|"
    r"方式|办法|渠道|途径|地方|部门|单位|机关|领导|负责|说了算|点头|批准|同意|审批|批|管|定|提|找|问|结果|后果|下场|违反|违规|违纪|"
    r"处理|处罚|罚|举报|通报|案例|例子|细则|级别|限制|除外|强制|遵守|合理|合规|合法|超过?|超出|不服|停止?|执行|生效|开始|结束|范围|对象|适用|标准|上限|下限|具体|说法|说|做|办|弄|走|出|拒绝|拒|反映|投诉|"
    r"依据|规定|要求|人|钱|经费|费用|次数?|数量|比例|书面|口头|申请|答复|通知|告知|理由|原因|目的|区别|意思"
)
BARE = re.compile(f"{_SIDES}|{_LIGHT}")
LIGHT = re.compile(_LIGHT)
