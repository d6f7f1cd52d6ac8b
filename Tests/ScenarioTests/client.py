"""Talks to `joinery mcp` through the official client, and fails where anything is not as it should.

    client.py HOME MODE     MODE: auto, legacy, or a revision of the protocol

Prints the revision that was agreed on.
"""
import asyncio
import sys

from mcp import MCPError, StdioServerParameters
from mcp.client.client import Client
from mcp_types import ResourceTemplateReference


async def main(home: str, mode: str) -> None:
    server = StdioServerParameters(command="joinery", args=["mcp", "--home", home])
    async with Client(server, mode=mode, read_timeout_seconds=60) as client:
        print(client.protocol_version)
        tools = (await client.list_tools()).tools
        names = [tool.name for tool in tools]
        assert "search_sections" in names and "deploy" not in names, names
        assert all(tool.annotations.read_only_hint and tool.output_schema for tool in tools)

        # The client itself holds every answer to the tool's schema.
        found = await client.call_tool("search_sections", {"query": "review kind:heading", "limit": 3})
        assert not found.is_error and len(found.structured_content["hits"]) == 3
        section = found.structured_content["hits"][0]["section"]
        outline = await client.call_tool("get_outline", {"address": section["short"]})
        assert section["short"] in outline.content[0].text
        read = await client.call_tool("get_section", {"address": section["short"]})
        assert read.structured_content["section"]["id"] == section["id"]
        for name, arguments in [
            ("list_components", {"kind": "skill"}),
            ("get_context", {"task": "review a change", "budget": 500}),
            ("related_sections", {"address": section["id"]}),
            ("where_used", {"address": section["id"]}),
            ("validate_component", {"components": ["reviewing-changes"]}),
            ("compose_skill", {
                "name": "made", "sections": [section["id"]],
                "settings": {"description": "Reviews. Use it to review."}}),
        ]:
            answer = await client.call_tool(name, arguments)
            assert not answer.is_error, (name, answer.content[0].text)
            assert answer.structured_content

        failed = await client.call_tool("get_section", {"address": "nowhere"})
        assert failed.is_error and len(failed.content[0].text.splitlines()) == 2, failed
        try:
            await client.call_tool("nonsense", {})
            raise AssertionError("an unknown tool was called")
        except MCPError as error:
            assert error.code == -32602

        # Many at once.
        answers = await asyncio.gather(*(
            client.call_tool("search_sections", {"query": word})
            for word in ["review", "test", "commit", "skill"] * 5))
        assert not any(answer.is_error for answer in answers)

        told = []

        async def note(progress, total, message):
            told.append((progress, total))

        await client.call_tool(
            "validate_component", {"components": ["reviewing-changes"]}, progress_callback=note)
        assert told == [(1, 1)], told

        resources = (await client.list_resources()).resources
        text = (await client.read_resource(str(resources[0].uri))).contents[0].text
        assert text, resources[0]
        same = await client.read_resource(f"joinery://section/{section['id']}")
        assert same.contents[0].text == read.structured_content["text"]
        template = (await client.list_resource_templates()).resource_templates[0].uri_template
        completed = await client.complete(
            ResourceTemplateReference(type="ref/resource", uri=template),
            {"name": "id", "value": section["id"][:4]})
        assert section["id"] in completed.completion.values


asyncio.run(main(*sys.argv[1:]))
